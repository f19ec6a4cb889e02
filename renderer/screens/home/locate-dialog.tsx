import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { FolderField } from '../../shared/folder-field.tsx';
import { useFolder } from '../../shared/use-folder.ts';
import { FormDialog } from './form-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Says where a folder is that was moved. */
export function LocateDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  const [folder, setFolder] = useState('');
  const look = useFolder(folder, pair.id);
  const wrong = look.error ?? look.info?.fault;
  const missing = !look.busy && look.info?.exists === false && look.info.fault === undefined;
  const [browsing, setBrowsing] = useState(false);
  const move = useMutation(api.pairs.setFolder.mutationOptions({ onSuccess: onClose }));
  return (
    <FormDialog
      title={t('locate.title', { name: pair.name })}
      error={move.error}
      saving={move.isPending}
      valid={!look.busy && look.info?.exists === true && look.info.fault === undefined}
      save={t('locate.save')}
      covered={browsing}
      onSave={() => move.mutate({ pair: pair.id, folder: look.info?.path ?? folder })}
      onClose={onClose}
    >
      <Text size="sm" className="path">
        {t('locate.lead', { folder: pair.folder })}
      </Text>
      <FolderField
        label={t('locate.label')}
        value={folder}
        error={missing && t('locate.missing')}
        invalid={look.info?.fault !== undefined}
        from={pair.folder}
        pair={pair.id}
        first
        onChange={(path) => {
          // What was refused was another folder.
          move.reset();
          setFolder(path);
        }}
        onBrowse={setBrowsing}
      />
      {wrong !== undefined && <ErrorNotice error={wrong} />}
    </FormDialog>
  );
}
