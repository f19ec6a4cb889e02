import { ActionIcon } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useAppState } from '../api/hooks.ts';
import { ErrorNotice } from './error-notice.tsx';

export interface RevealButtonProps {
  /** The pair that the file belongs to. */
  readonly pair: string;
  readonly path: string;
}

/** Shows a file in the file manager, where there is one. */
export function RevealButton({ pair, path }: RevealButtonProps) {
  const { t } = useTranslation('common');
  const api = useApi();
  const { host } = useAppState();
  const reveal = useMutation(api.pairs.reveal.mutationOptions());
  if (!host.fileManager) return undefined;
  return (
    <>
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={`${t('action.reveal')}: ${path}`}
        onClick={() => reveal.mutate({ pair, path })}
      >
        <FolderOpen size={16} aria-hidden />
      </ActionIcon>
      {reveal.isError && <ErrorNotice error={reveal.error} />}
    </>
  );
}
