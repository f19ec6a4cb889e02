import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountFieldset } from './account-fieldset.tsx';
import { accountInput, providerById } from './account-input.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { passphraseFaults } from './passphrase.ts';
import { PassphraseFields } from './passphrase-fields.tsx';
import { StepFrame } from './step-frame.tsx';
import type { EarlyStepProps } from './step-props.ts';
import { useOpenAccount } from './use-open-account.ts';

/** How to sign in. Keys that were pasted whole sign in by themselves where nothing else is missing. */
export function KeysStep({ draft, dispatch, offers }: EarlyStepProps) {
  const { t } = useTranslation('setup');
  const { account, areas, opened, passphrase } = draft;
  const open = useOpenAccount(dispatch);
  const [tried, setTried] = useState(false);
  const firstField = useRef<HTMLInputElement>(null);
  const byConnection = account.source === 'connection';
  const needsPassphrase = (account.source === 'keys' || byConnection) && !offers.keychain;
  const wanted = accountInput(account);
  const wrongPassphrase = needsPassphrase ? passphraseFaults(passphrase) : {};
  const noPassphrase = Object.keys(wrongPassphrase).length > 0;

  const submit = (): void => {
    setTried(true);
    if (noPassphrase) return;
    if (opened !== undefined) return dispatch({ type: 'go', step: 'bucket' });
    if (wanted.faults !== undefined) return;
    open.mutate({ input: wanted.input, areas: byConnection ? areas : undefined });
  };

  const { signIn } = draft;
  const act = useRef(submit);
  useEffect(() => {
    act.current = submit;
  });
  useEffect(() => {
    if (!signIn) return;
    dispatch({ type: 'sign-in-begun' });
    if (noPassphrase) firstField.current?.focus();
    else act.current();
  }, [signIn, noPassphrase, dispatch]);

  const provider = providerById(account.provider);
  const name = provider?.id === 'other' ? undefined : provider?.name;
  const faults = tried ? (wanted.faults ?? {}) : {};
  return (
    <StepFrame
      title={
        byConnection ? t('connection.title') : t('keys.title', { provider: name ?? t('keys.otherStore') })
      }
      lead={byConnection ? t('connection.lead') : t('keys.lead')}
      onBack={() => dispatch({ type: 'go', step: 'provider' })}
      onNext={submit}
      nextText={opened === undefined ? t('keys.signIn') : undefined}
      busy={open.isPending}
      failure={open.error}
    >
      {byConnection ? (
        <ConnectionFields draft={draft} dispatch={dispatch} tried={tried} />
      ) : (
        <AccountFieldset draft={draft} dispatch={dispatch} offers={offers} faults={faults} />
      )}
      {needsPassphrase && (
        <PassphraseFields
          draft={draft}
          dispatch={dispatch}
          faults={tried ? wrongPassphrase : {}}
          firstField={firstField}
        />
      )}
    </StepFrame>
  );
}
