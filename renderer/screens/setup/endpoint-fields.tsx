import { Autocomplete, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { completeEndpoint } from '../../../sync-engine/contract/endpoint.ts';
import type { Provider } from '../../../sync-engine/contract/providers.ts';
import { needsRegion, typesEndpoint } from './account-input.ts';
import type { AccountFields, DraftAction } from './draft.ts';

export interface EndpointFieldsProps {
  readonly account: AccountFields;
  readonly provider: Provider | undefined;
  readonly dispatch: (action: DraftAction) => void;
  readonly fault: (name: string) => string | undefined;
}

/** What most stores sign for unless they were set up otherwise. */
const DEFAULT_REGION = 'us-east-1';

/** Only what this provider's address leaves open. */
export function EndpointFields({ account, provider, dispatch, fault }: EndpointFieldsProps) {
  const { t } = useTranslation('setup');
  const change = (part: Partial<AccountFields>): void => dispatch({ type: 'account', change: part });
  const regions = provider?.regions ?? [];
  return (
    <>
      {typesEndpoint(provider) && (
        <TextInput
          label={t('keys.endpoint')}
          description={t('keys.endpointHint')}
          type="url"
          value={account.endpoint}
          error={fault('endpoint')}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) => change({ endpoint: currentTarget.value })}
          onBlur={() => {
            const whole = completeEndpoint(account.endpoint);
            if (whole !== account.endpoint) change({ endpoint: whole });
          }}
        />
      )}
      {provider?.fields.map(({ name, example }) => (
        <TextInput
          key={name}
          label={name === 'account' ? t('keys.account') : name}
          placeholder={example}
          value={account.fills[name] ?? ''}
          error={fault(name)}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) =>
            change({ fills: { ...account.fills, [name]: currentTarget.value } })
          }
        />
      ))}
      {typesEndpoint(provider) && (
        <TextInput
          label={t('keys.regionTyped')}
          description={t('keys.regionTypedHint')}
          placeholder={provider?.signingRegion ?? DEFAULT_REGION}
          value={account.region}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) => change({ region: currentTarget.value })}
        />
      )}
      {regions.length > 0 && (
        <Autocomplete
          label={needsRegion(provider) ? t('keys.region') : t('keys.regionOptional')}
          data={[...regions]}
          value={account.region}
          error={fault('region')}
          autoComplete="off"
          spellCheck={false}
          onChange={(region) => change({ region })}
        />
      )}
    </>
  );
}
