import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { FolderField } from '../../shared/folder-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Says where a folder is that was moved. */
export function LocateDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  const [folder, setFolder] = useState('');
  const [browsing, setBrowsing] = useState(false);
  const move = useMutation(api.pairs.setFolder.mutationOptions({ onSuccess: onClose }));
  return (
    <FormDialog
      title={t('locate.title', { name: pair.name })}
      error={move.error}
      saving={move.isPending}
      valid={folder.trim() !== ''}
      save={t('locate.save')}
      covered={browsing}
      onSave={() => move.mutate({ pair: pair.id, folder: folder.trim() })}
      onClose={onClose}
    >
      <Text size="sm" className="path">
        {t('locate.lead', { folder: pair.folder })}
      </Text>
      <FolderField
        label={t('locate.label')}
        value={folder}
        from={pair.folder}
        onChange={setFolder}
        onBrowse={setBrowsing}
      />
    </FormDialog>
  );
}
