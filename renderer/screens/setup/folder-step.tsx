import { Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { FolderField } from '../../shared/folder-field.tsx';
import { ModeChoice } from '../../shared/mode-choice.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-props.ts';
import { useFolder } from '../../shared/use-folder.ts';

/** The folder on this computer, its name in the app, and which way files go. */
export function FolderStep({ draft, dispatch, opened }: StepProps) {
  const { t } = useTranslation('setup');
  const { folder, name, mode } = draft.place;
  const look = useFolder(folder);
  const [tried, setTried] = useState(false);
  const choose = (path: string): void => dispatch({ type: 'folder', folder: path });
  const trimmed = name.trim();
  const nameFault = trimmed === '' ? 'missing' : draft.taken.includes(trimmed) ? 'taken' : undefined;
  const next = (): void => {
    setTried(true);
    if (folder === '' || nameFault !== undefined || look.info?.fault !== undefined) return;
    if (look.info === undefined) return;
    // As the engine spells it: `~` is taken for the home folder.
    if (look.info.path !== folder) choose(look.info.path);
    dispatch({ type: 'go', step: 'plan' });
  };
  return (
    <StepFrame
      title={t('folder.title')}
      lead={
        opened.through === 'trial' ? t('folder.trialLead') : t('folder.lead', { bucket: draft.areas.bucket })
      }
      onBack={() => dispatch({ type: 'go', step: opened.through === 'trial' ? 'provider' : 'test' })}
      onNext={next}
      blocked={look.busy}
    >
      <Stack gap="xs">
        <FolderField
          label={t('folder.label')}
          value={folder}
          error={tried && folder === '' && t('folder.missing')}
          onChange={choose}
        />
        <FolderFacts look={look} />
      </Stack>
      <ModeChoice mode={mode} onChange={(chosen) => dispatch({ type: 'place', change: { mode: chosen } })} />
      <TextInput
        label={t('folder.name')}
        description={t('folder.nameHint')}
        value={name}
        maxLength={100}
        maw="26rem"
        error={
          nameFault !== undefined && (tried || nameFault === 'taken') && t(`folder.nameFault.${nameFault}`)
        }
        onChange={({ currentTarget }) => dispatch({ type: 'place', change: { name: currentTarget.value } })}
      />
    </StepFrame>
  );
}

function FolderFacts({ look }: { readonly look: ReturnType<typeof useFolder> }) {
  const { t } = useTranslation('setup');
  const format = useFormat();
  const { info, error } = look;
  if (error !== undefined) return <ErrorNotice error={error} />;
  if (info?.fault !== undefined) return <ErrorNotice error={info.fault} />;
  return (
    <Text size="sm" c="dimmed" role="status" mih="1.4em">
      {info !== undefined && (info.exists ? t('folder.exists') : t('folder.toMake'))}{' '}
      {info?.freeBytes !== undefined && t('folder.free', { size: format.bytes(info.freeBytes) })}
    </Text>
  );
}
