import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { SecretField } from '../../shared/secret-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Asks for the passphrase of the file with the keys: for every folder that has its keys there. */
export function UnlockDialog({ onClose }: Pick<DialogProps, 'onClose'>) {
  const { t } = useTranslation('home');
  const api = useApi();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useMutation(api.settings.unlock.mutationOptions({ onSuccess: onClose }));
  return (
    <FormDialog
      title={t('unlock.title')}
      error={unlock.error}
      saving={unlock.isPending}
      valid={passphrase !== ''}
      save={t('unlock.save')}
      onSave={() => unlock.mutate({ passphrase })}
      onClose={onClose}
    >
      <SecretField
        label={t('unlock.label')}
        description={t('unlock.lead')}
        value={passphrase}
        onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}
