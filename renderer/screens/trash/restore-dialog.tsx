import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  PairState,
  RestorePreview,
  RestoreRun,
  TrashSelection,
} from '../../../sync-engine/contract/api/index.ts';
import { AsOfForm } from './as-of-form.tsx';
import { RestoreOutcome } from './restore-outcome.tsx';
import { RestorePlan } from './restore-plan.tsx';
import { undoOf } from './run-words.ts';
import type { RestoreTask } from './tasks.ts';
import type { RestoreRunOfPair } from './use-restore-run.ts';

export interface RestoreDialogProps {
  readonly pair: PairState;
  readonly task: RestoreTask | undefined;
  readonly runs: RestoreRunOfPair;
  readonly onRestore: (plan: RestorePreview) => void;
  readonly onUndo: (undo: string) => void;
  readonly onClose: () => void;
}

/** From the choice of a time, where there is one, over the preview to the report. It may be closed while a restore runs. */
export function RestoreDialog({ task, runs, onUndo, onClose, ...rest }: RestoreDialogProps) {
  const { t } = useTranslation('trash');
  const [browsing, setBrowsing] = useState(false);
  /** What was asked for last. */
  const [asked, setAsked] = useState<RestoreRun['what']>('restore');
  const close = (): void => {
    setAsked('restore');
    onClose();
  };
  const doing = runs.run?.state === 'running' ? runs.run.what : asked;
  const title = task?.kind === 'time' ? t('asOf.title') : t('restore.title');
  return (
    <Modal
      opened={task !== undefined}
      onClose={close}
      size="lg"
      // Escape is for the dialogue on top.
      closeOnEscape={!browsing}
      title={doing === 'restore' ? title : t(`run.${doing}`)}
      closeButtonProps={{ 'aria-label': t('restore.close') }}
    >
      {task !== undefined && (
        <Steps
          task={task}
          runs={runs}
          asked={asked}
          onUndo={(undo) => {
            if (runs.run !== undefined) setAsked(undoOf(runs.run.what));
            onUndo(undo);
          }}
          onClose={close}
          onBrowse={setBrowsing}
          {...rest}
        />
      )}
    </Modal>
  );
}

interface StepsProps extends RestoreDialogProps {
  readonly task: RestoreTask;
  readonly asked: RestoreRun['what'];
  readonly onBrowse: (opened: boolean) => void;
}

function Steps({ pair, task, runs, asked, onRestore, onUndo, onBrowse, onClose }: StepsProps) {
  const [chosen, setChosen] = useState<TrashSelection>();
  // One that is under way comes first: there is one at a time.
  const [begun, setBegun] = useState(runs.run?.state === 'running');
  const selection = task.kind === 'selection' ? task.selection : chosen;
  if (begun) return <RestoreOutcome {...{ pair, runs, asked, onUndo, onClose }} />;
  if (selection === undefined) {
    const folder = task.kind === 'time' ? task.folder : '';
    return <AsOfForm folder={folder} pair={pair} onChoose={setChosen} onCancel={onClose} />;
  }
  return (
    <RestorePlan
      pair={pair}
      selection={selection}
      entries={task.kind === 'selection' ? task.entries : undefined}
      onRestore={(plan) => {
        setBegun(true);
        onRestore(plan);
      }}
      onBrowse={onBrowse}
      onCancel={onClose}
      onBack={task.kind === 'time' ? () => setChosen(undefined) : undefined}
    />
  );
}
