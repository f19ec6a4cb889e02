import { Anchor, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { AccountFields, Draft, DraftAction } from './draft.ts';
import { SecretField } from '../../shared/secret-field.tsx';

export interface KeyFieldsProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly fault: (name: string) => string | undefined;
  readonly keychain: boolean;
}

/** Both keys, and a token for those who have one. A secret the engine has already is never shown again. */
export function KeyFields({ draft, dispatch, fault, keychain }: KeyFieldsProps) {
  const { t } = useTranslation('setup');
  const { account, opened } = draft;
  const [token, { toggle }] = useDisclosure(account.sessionToken !== '');
  const change = (part: Partial<AccountFields>): void => dispatch({ type: 'account', change: part });
  const kept = opened === undefined ? undefined : t('keys.secretKept');
  return (
    <Stack gap="md">
      <TextInput
        label={t('keys.accessKeyId')}
        value={account.accessKeyId}
        error={fault('accessKeyId')}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => change({ accessKeyId: currentTarget.value })}
      />
      <SecretField
        label={t('keys.secretAccessKey')}
        value={account.secretAccessKey}
        placeholder={kept}
        error={opened === undefined && fault('secretAccessKey')}
        onChange={({ currentTarget }) => change({ secretAccessKey: currentTarget.value })}
      />
      {token ? (
        <SecretField
          label={t('keys.sessionToken')}
          description={t('keys.sessionTokenHint')}
          value={account.sessionToken}
          placeholder={kept}
          onChange={({ currentTarget }) => change({ sessionToken: currentTarget.value })}
        />
      ) : (
        <div>
          <Anchor component="button" type="button" size="sm" onClick={toggle}>
            {t('keys.advanced')}
          </Anchor>
        </div>
      )}
      {keychain && (
        <Text size="sm" c="dimmed">
          {t('keys.keychain')}
        </Text>
      )}
    </Stack>
  );
}
