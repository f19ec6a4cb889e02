import { Button, Text } from '@mantine/core';
import { Cloud, Copy, Laptop } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { canChoose, changesBucket, nameOf } from './choices.ts';
import classes from './conflicts.module.css';

export interface ChoiceProps {
  readonly choice: ConflictChoice;
  readonly pair: PairState;
  readonly row: ConflictRow;
  /** The same is done with all conflicts. */
  readonly forAll: boolean;
  readonly disabled: boolean;
  readonly onChoose: (choice: ConflictChoice) => void;
}

const ICONS = { mine: Laptop, theirs: Cloud, both: Copy } as const;

/** One way to settle a conflict, with exactly what it does. */
export function Choice({ choice, pair, row, forAll, disabled, onChoose }: ChoiceProps) {
  const { t } = useTranslation('conflicts');
  const id = useId();
  const Icon = ICONS[choice];
  return (
    <div className={classes['choice']}>
      <Button
        variant="default"
        leftSection={<Icon size={18} aria-hidden />}
        disabled={disabled || !canChoose(choice, row)}
        onClick={() => onChoose(choice)}
        aria-describedby={id}
      >
        {forAll ? t(`choice.${choice}.all`) : t(`choice.${choice}.button`)}
      </Button>
      <Text size="sm" id={id} className="path" flex={1} miw={260}>
        {useConsequence(choice, row, changesBucket(pair))}
      </Text>
    </div>
  );
}

function useConsequence(
  choice: ConflictChoice,
  { path, mine, theirs }: ConflictRow,
  bucketFollows: boolean,
): string {
  const { t } = useTranslation('conflicts');
  if (choice === 'mine' && mine === undefined) return t('choice.mine.gone');
  if (choice === 'theirs' && theirs === undefined) return t('choice.theirs.gone');
  const name = nameOf(path);
  if (mine === undefined || theirs === undefined) return t(`choice.${choice}.alone`, { name });
  return t(bucketFollows ? `choice.${choice}.what` : `choice.${choice}.whatHere`, {
    name,
    copy: nameOf(mine.path),
  });
}
