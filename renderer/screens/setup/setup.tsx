import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import { useApi, useAppState, useClient } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { providerOfPasted } from './account-input.ts';
import { BucketStep } from './bucket-step.tsx';
import { changeDraft, emptyDraft, type Draft } from './draft.ts';
import { FolderStep } from './folder-step.tsx';
import { KeysStep } from './keys-step.tsx';
import type { Offers } from './offers.ts';
import { PlanStep } from './plan-step.tsx';
import { ProviderStep } from './provider-step.tsx';
import { StepList } from './step-list.tsx';
import type { EarlyStepProps } from './step-props.ts';
import { TestStep } from './test-step.tsx';
import { usePaste } from './use-paste.ts';

/** Adds a folder: from the provider to the first sync. */
export function Setup() {
  const { t } = useTranslation('setup');
  const api = useApi();
  const offers = useQuery({ ...api.setup.offers.queryOptions(), staleTime: 0, gcTime: 0 });
  return (
    <>
      <ScreenTitle title={t('title')} />
      {offers.error !== null && <ErrorNotice error={offers.error} onRetry={() => void offers.refetch()} />}
      {offers.data !== undefined && <Wizard offers={offers.data} />}
      {offers.isLoading && <Loading />}
    </>
  );
}

function Wizard({ offers }: { readonly offers: Offers }) {
  const { pairs } = useAppState();
  const client = useClient();
  const [draft, dispatch] = useReducer(changeDraft, undefined, () => emptyDraft(offers.folder, pairs));
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
  const account = draft.opened?.ref;
  useEffect(() => {
    if (account === undefined) return undefined;
    // Keys are forgotten as soon as they are replaced or the wizard is left; the engine does the same when it ends.
    return () => void client.setup.close({ account }).catch(() => undefined);
  }, [account, client]);
  return (
    <>
      <StepList step={draft.step} />
      <CurrentStep key={draft.step} draft={draft} dispatch={dispatch} offers={offers} />
    </>
  );
}

function CurrentStep(props: EarlyStepProps) {
  const { draft } = props;
  const { opened } = draft;
  const step: Draft['step'] = opened === undefined && draft.step !== 'provider' ? 'keys' : draft.step;
  if (step === 'provider') return <ProviderStep {...props} />;
  if (step === 'keys' || opened === undefined) return <KeysStep {...props} />;
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
