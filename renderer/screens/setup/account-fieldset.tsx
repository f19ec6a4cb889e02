import { Group, Input, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../../i18n/en/index.ts';
import { providerById, type AccountFaults } from './account-input.ts';
import type { KeySource } from './draft.ts';
import { EndpointFields } from './endpoint-fields.tsx';
import { KeyFields } from './key-fields.tsx';
import type { EarlyStepProps } from './step-props.ts';

/** Whose places for making keys are known. */
const KEYS_AT = en.setup.keys.at;

export interface AccountFieldsetProps extends EarlyStepProps {
  readonly faults: AccountFaults;
}

/** The address as far as the provider leaves it open, and where the keys come from. */
export function AccountFieldset({ draft, dispatch, offers, faults }: AccountFieldsetProps) {
  const { t } = useTranslation('setup');
  const { account } = draft;
  const provider = providerById(account.provider);
  const label = useId();
  const fault = (name: string): string | undefined => {
    const found = faults[name];
    return found === undefined ? undefined : t(`keys.fault.${found}`);
  };
  const sources: KeySource[] = ['keys'];
  if (offers.profiles.length > 0) sources.push('profile');
  if (offers.environmentKeys) sources.push('env');
  return (
    <Stack gap="md" maw="34rem">
      <EndpointFields account={account} provider={provider} dispatch={dispatch} fault={fault} />
      {sources.length > 1 && (
        <div>
          <Input.Label id={label}>{t('keys.source')}</Input.Label>
          <SegmentedControl
            fullWidth
            aria-labelledby={label}
            value={account.source}
            data={sources.map((source) => ({ value: source, label: t(`keys.${source}` as 'keys.keys') }))}
            onChange={(value) => {
              const source = sources.find((each) => each === value) ?? 'keys';
              const profile = source === 'profile' ? (offers.profiles[0] ?? '') : '';
              dispatch({ type: 'account', change: { source, profile } });
            }}
          />
        </div>
      )}
      {account.source === 'keys' && (
        <KeyFields draft={draft} dispatch={dispatch} fault={fault} keychain={offers.keychain} />
      )}
      {account.source === 'keys' && provider !== undefined && provider.id in KEYS_AT && (
        <Group gap="xs" wrap="nowrap" c="dimmed" align="flex-start">
          <KeyRound size={16} aria-hidden style={{ flexShrink: 0, marginTop: 3 }} />
          <Text size="sm">
            {t('keys.whereToMake')}: {t(`keys.at.${provider.id as keyof typeof KEYS_AT}`)}
          </Text>
        </Group>
      )}
      {account.source === 'profile' && (
        <Select
          label={t('keys.profileLabel')}
          description={t('keys.profileWhat')}
          data={[...offers.profiles]}
          value={account.profile}
          allowDeselect={false}
          onChange={(profile) => dispatch({ type: 'account', change: { profile: profile ?? '' } })}
          error={fault('profile')}
        />
      )}
      {account.source === 'env' && <Text size="sm">{t('keys.envWhat')}</Text>}
    </Stack>
  );
}
