import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

export function RenameDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  const [name, setName] = useState(pair.name);
  const rename = useMutation(api.pairs.rename.mutationOptions({ onSuccess: onClose }));
  return (
    <FormDialog
      title={t('rename.title', { name: pair.name })}
      error={rename.error}
      saving={rename.isPending}
      valid={name.trim() !== ''}
      onSave={() => rename.mutate({ pair: pair.id, name: name.trim() })}
      onClose={onClose}
    >
      <TextInput
        label={t('rename.label')}
        description={t('rename.lead')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}
