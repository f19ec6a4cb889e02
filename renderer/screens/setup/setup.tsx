import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { RemedyPlace } from '../../shared/remedy-place.ts';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { providerOfPasted } from './account-input.ts';
import { BucketStep } from './bucket-step.tsx';
import type { Draft } from './draft.ts';
import { FolderStep } from './folder-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { LeftOff } from './left-off.tsx';
import type { Offers } from './offers.ts';
import { PlanStep } from './plan-step.tsx';
import { ProviderStep } from './provider-step.tsx';
import { StepList } from './step-list.tsx';
import type { EarlyStepProps } from './step-props.ts';
import { TestStep } from './test-step.tsx';
import { useDraft } from './use-draft.ts';
import { usePaste } from './use-paste.ts';
import { useStepHistory } from './use-step-history.ts';

/** Adds a folder: from the provider to the first sync. */
export function Setup() {
  const { t } = useTranslation('setup');
  const api = useApi();
  const offers = useQuery({ ...api.setup.offers.queryOptions(), staleTime: 0, gcTime: 0 });
  return (
    <RemedyPlace value="wizard">
      <ScreenTitle title={t('title')} />
      {offers.error !== null && <ErrorNotice error={offers.error} onRetry={() => void offers.refetch()} />}
      {offers.data !== undefined && <Wizard offers={offers.data} />}
      {offers.isLoading && <Loading />}
    </RemedyPlace>
  );
}

function Wizard({ offers }: { readonly offers: Offers }) {
  const { draft, dispatch, resumed, startOver } = useDraft(offers.folder);
  useStepHistory(draft, dispatch);
  usePaste((pasted, text) => {
    if (draft.step !== 'provider' && draft.step !== 'keys') return false;
    if (pasted.kind === 'connection') {
      dispatch({ type: 'connection', text, parsed: pasted.parsed });
      return true;
    }
    const { provider: chosen, source } = draft.account;
    const inForm = draft.step === 'keys' && source !== 'connection';
    const provider = (inForm ? chosen : undefined) ?? providerOfPasted(pasted.fields);
    if (provider === undefined) return false;
    dispatch({ type: 'keys', provider, fields: pasted.fields });
    return true;
  });
  return (
    <>
      <StepList draft={draft} />
      {resumed && <LeftOff onStartOver={startOver} />}
      <CurrentStep key={draft.step} draft={draft} dispatch={dispatch} offers={offers} />
    </>
  );
}

function CurrentStep(props: EarlyStepProps) {
  const { draft } = props;
  const { opened } = draft;
  const step: Draft['step'] = opened === undefined && draft.step !== 'provider' ? 'keys' : draft.step;
  if (step === 'provider') return <ProviderStep {...props} />;
  if (step === 'keys' || opened === undefined)
    return (
      <RemedyPlace value="signIn">
        <KeysStep {...props} />
      </RemedyPlace>
    );
  const late = { ...props, opened };
  switch (step) {
    case 'bucket':
      return <BucketStep {...late} />;
    case 'test':
      return <TestStep {...late} />;
    case 'folder':
      return <FolderStep {...late} />;
    case 'plan':
      return <PlanStep {...late} />;
    default:
      return assertNever(step);
  }
}
