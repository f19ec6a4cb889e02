import { Button, Group, Modal, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CornerLeftUp, Folder, FolderPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/hooks.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';
import { joinPath } from './join-path.ts';
import boxed from './boxed-list.module.css';
import classes from './folder-browser.module.css';

export interface FolderBrowserProps {
  readonly opened: boolean;
  /** Shown first; when it is not there, the folder above it. */
  readonly from: string;
  readonly separator: '/' | '\\';
  /** The pair whose folder is looked for, after it was moved. */
  readonly pair?: string | undefined;
  readonly onClose: () => void;
  readonly onChoose: (path: string) => void;
}

/** A dialogue that walks through the folders of this computer, for browsers, which may not show their own. */
export function FolderBrowser({ opened, onClose, ...rest }: FolderBrowserProps) {
  const { t } = useTranslation('setup');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('browser.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('browser.close') }}
    >
      <Walk {...rest} />
    </Modal>
  );
}

function Walk({ from, separator, pair, onChoose }: Omit<FolderBrowserProps, 'opened' | 'onClose'>) {
  const { t } = useTranslation('setup');
  const api = useApi();
  const [path, setPath] = useState(from);
  const [name, setName] = useState('');
  const look = useQuery({ ...api.setup.folder.queryOptions({ input: { path, pair } }), staleTime: 0 });
  const make = useMutation(
    api.setup.makeFolder.mutationOptions({
      onSuccess(made) {
        setName('');
        setPath(made.path);
      },
    }),
  );
  const info = look.data;
  if (look.error !== null) return <ErrorNotice error={look.error} onRetry={() => void look.refetch()} />;
  if (info === undefined) return <Loading />;
  const { parent } = info;
  if (!info.exists && parent !== undefined && path === from)
    return <Walk from={parent} separator={separator} pair={pair} onChoose={onChoose} />;
  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          size="xs"
          disabled={parent === undefined}
          leftSection={<CornerLeftUp size={14} aria-hidden />}
          onClick={() => parent !== undefined && setPath(parent)}
        >
          {t('browser.up')}
        </Button>
        <Text size="sm" fw={600} className="path" role="status">
          {info.path}
        </Text>
      </Group>
      <ul className={boxed['list']} aria-label={t('browser.list')}>
        {info.folders.map((folder) => (
          <li key={folder.path}>
            <UnstyledButton className={classes['folder']} onClick={() => setPath(folder.path)}>
              <Group gap="xs" wrap="nowrap">
                <Folder size={16} aria-hidden />
                <Text size="sm" className="path">
                  {folder.name}
                </Text>
              </Group>
            </UnstyledButton>
          </li>
        ))}
        {info.folders.length === 0 && (
          <Text component="li" size="sm" c="dimmed" p="xs">
            {t('browser.none')}
          </Text>
        )}
      </ul>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('browser.newName')}
          value={name}
          size="xs"
          flex={1}
          autoComplete="off"
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button
          variant="default"
          size="xs"
          disabled={name.trim() === ''}
          loading={make.isPending}
          leftSection={<FolderPlus size={14} aria-hidden />}
          onClick={() => make.mutate({ path: joinPath(info.path, name.trim(), separator) })}
        >
          {t('browser.make')}
        </Button>
      </Group>
      {make.error !== null && <ErrorNotice error={make.error} />}
      {info.fault !== undefined && <ErrorNotice error={info.fault} />}
      <Group justify="flex-end">
        <Button disabled={info.fault !== undefined} onClick={() => onChoose(info.path)}>
          {t('browser.choose')}
        </Button>
      </Group>
    </Stack>
  );
}
