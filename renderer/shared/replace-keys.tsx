import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/hooks.ts';
import { ErrorNotice } from './error-notice.tsx';
import { RemedyPlace } from './remedy-place.ts';
import { SecretField } from './secret-field.tsx';
import { useNotify } from './use-notify.ts';

export interface ReplaceKeysProps {
  /** Any pair that uses the account. */
  readonly pair: string;
  /** The account's name, for people. */
  readonly account: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const EMPTY = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };

/** Asks for new keys. They leave this component's memory as soon as it is closed. */
export function ReplaceKeys({ pair, account, opened, onClose }: ReplaceKeysProps) {
  const { t } = useTranslation(['settings', 'common']);
  const api = useApi();
  const notify = useNotify();
  const [typed, setTyped] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const close = (): void => {
    setTyped(EMPTY);
    setAsked(false);
    replace.reset();
    onClose();
  };
  const replace = useMutation(
    api.settings.replaceKeys.mutationOptions({
      onSuccess() {
        notify.done(t('accounts.replaced'));
        close();
      },
    }),
  );
  const field = (name: keyof typeof EMPTY) => ({
    label: t(`accounts.${name}`),
    value: typed[name],
    onChange: (event: { readonly currentTarget: HTMLInputElement }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    error: asked && name !== 'sessionToken' && typed[name].trim() === '' ? t('accounts.needed') : undefined,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    const accessKeyId = typed.accessKeyId.trim();
    const secretAccessKey = typed.secretAccessKey.trim();
    const sessionToken = typed.sessionToken.trim();
    if (accessKeyId === '' || secretAccessKey === '') return;
    replace.mutate({ pair, accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) });
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('accounts.replaceTitle', { account })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('accounts.replaceLead')}</Text>
          <TextInput autoComplete="off" spellCheck={false} {...field('accessKeyId')} data-autofocus />
          <SecretField {...field('secretAccessKey')} />
          <SecretField {...field('sessionToken')} />
          {replace.isError && (
            <RemedyPlace value="replaceKeys">
              <ErrorNotice error={replace.error} />
            </RemedyPlace>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={replace.isPending}>
              {t('accounts.replaceDo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
