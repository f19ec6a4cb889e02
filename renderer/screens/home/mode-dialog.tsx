import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { ModeChoice } from '../../shared/mode-choice.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

export function ModeDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  const [mode, setMode] = useState(pair.mode);
  const change = useMutation(api.pairs.setMode.mutationOptions({ onSuccess: onClose }));
  return (
    <FormDialog
      title={t('mode.title', { name: pair.name })}
      error={change.error}
      saving={change.isPending}
      valid
      onSave={() => change.mutate({ pair: pair.id, mode })}
      onClose={onClose}
    >
      <ModeChoice mode={mode} onChange={setMode} />
    </FormDialog>
  );
}
