import { Button, Code, Group, Modal, ScrollArea, Stack, Tabs, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DiagnosticsFile } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { Section } from './section.tsx';

export function Diagnostics() {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const bundle = useMutation({ mutationFn: () => client.settings.diagnostics() });
  return (
    <Section title={t('diagnostics.title')} lead={t('diagnostics.lead')}>
      <Button variant="default" w="fit-content" loading={bundle.isPending} onClick={() => bundle.mutate()}>
        {t('diagnostics.make')}
      </Button>
      {bundle.isError && <ErrorNotice error={bundle.error} />}
      <Modal
        opened={bundle.data !== undefined}
        onClose={() => bundle.reset()}
        title={t('diagnostics.dialog')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {bundle.data !== undefined && <Bundle files={bundle.data.files} />}
      </Modal>
    </Section>
  );
}

function Bundle({ files }: { readonly files: readonly DiagnosticsFile[] }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return (
    <Stack>
      <Text size="sm">{t('diagnostics.what')}</Text>
      <Tabs defaultValue={files[0]?.name ?? null} keepMounted={false}>
        <Tabs.List aria-label={t('diagnostics.files')}>
          {files.map(({ name, size }) => (
            <Tabs.Tab key={name} value={name}>
              {name} ({format.bytes(size)})
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {files.map(({ name, text }) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            <ScrollArea h={320} viewportProps={{ tabIndex: 0, 'aria-label': name, role: 'region' }}>
              <Code block>{text}</Code>
            </ScrollArea>
          </Tabs.Panel>
        ))}
      </Tabs>
      <Group justify="flex-end">
        <Button leftSection={<Download size={16} aria-hidden />} onClick={() => save(files)}>
          {t('diagnostics.save')}
        </Button>
      </Group>
    </Stack>
  );
}

/** One JSON file with all parts, by the browser's own way to save. */
function save(files: readonly DiagnosticsFile[]): void {
  const parts = Object.fromEntries(files.map(({ name, text }) => [name, text]));
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(parts, undefined, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `windlass-diagnostics-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
