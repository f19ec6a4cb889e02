import { Anchor, Button, Modal, Stack, Text } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useAgo } from '../../shared/use-ago.ts';
import { undoOf, useRunText, type UndoableRun } from './run-words.ts';
import classes from './earlier-restores.module.css';
import type { RestoreRunOfPair } from './use-restore-run.ts';

export interface EarlierRestoresProps {
  readonly runs: RestoreRunOfPair;
  readonly onUndo: (undo: string) => void;
}

/** The way to restores before the last one that can still be undone, or done again; nothing where there are none. */
export function EarlierRestores({ runs, onUndo }: EarlierRestoresProps) {
  const { t } = useTranslation('trash');
  const [opened, setOpened] = useState(false);
  const { run, earlier, beginning } = runs;
  const busy = beginning || run?.state === 'running';
  const close = (): void => setOpened(false);
  if (earlier.length === 0) return undefined;
  return (
    <>
      <Anchor component="button" size="sm" underline="always" onClick={() => setOpened(true)}>
        {t('earlier.title')}
      </Anchor>
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={t('earlier.title')}
        closeButtonProps={{ 'aria-label': t('earlier.close') }}
      >
        <Text size="sm" c="dimmed">
          {t(busy ? 'earlier.wait' : 'earlier.lead')}
        </Text>
        <ul className={classes['runs']} aria-label={t('earlier.title')}>
          {earlier.map((one) => (
            <Earlier
              key={one.run}
              run={one}
              disabled={busy}
              onUndo={() => {
                close();
                onUndo(one.report.undo);
              }}
            />
          ))}
        </ul>
      </Modal>
    </>
  );
}

interface EarlierProps {
  readonly run: UndoableRun;
  readonly disabled: boolean;
  readonly onUndo: () => void;
}

function Earlier({ run, disabled, onUndo }: EarlierProps) {
  const { t } = useTranslation('trash');
  const textOf = useRunText();
  const format = useFormat();
  const ago = useAgo();
  const text = useId();
  const { what, startedAtMs } = run;
  return (
    <li className={classes['earlier']}>
      <Stack gap={0} id={text} className="path">
        <Text size="sm">{textOf(run)}</Text>
        <Text size="xs" c="dimmed">
          {format.dateTime(startedAtMs)} · {ago(startedAtMs)}
        </Text>
      </Stack>
      <Button
        size="xs"
        variant="default"
        flex="none"
        leftSection={<Undo2 size={14} aria-hidden />}
        aria-describedby={text}
        disabled={disabled}
        onClick={onUndo}
      >
        {t(`run.${undoOf(what)}`)}
      </Button>
    </li>
  );
}
