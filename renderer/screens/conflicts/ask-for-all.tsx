import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { Confirm } from '../../shared/confirm.tsx';
import { changesBucket } from './choices.ts';
import classes from './conflicts.module.css';

export interface AskForAllProps {
  readonly choice: ConflictChoice;
  readonly pair: PairState;
  /** Those it can be done with. */
  readonly rows: readonly ConflictRow[];
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Named in the question; the rest is counted. */
const SHOWN = 5;

/** Asks once before all conflicts are settled alike. */
export function AskForAll({ choice, pair, rows, onConfirm, onClose }: AskForAllProps) {
  const { t } = useTranslation('conflicts');
  const count = rows.length;
  const more = count - SHOWN;
  return (
    <Confirm
      opened
      title={t(`choice.${choice}.ask`, { count })}
      confirm={t(`choice.${choice}.all`)}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">
        {t(changesBucket(pair) ? `choice.${choice}.askBody` : `choice.${choice}.askHere`)}
      </Text>
      <ul className={classes['names']}>
        {rows.slice(0, SHOWN).map(({ id, path }) => (
          <li key={id}>{path}</li>
        ))}
        {more > 0 && <li>{t('more', { count: more })}</li>}
      </ul>
    </Confirm>
  );
}
