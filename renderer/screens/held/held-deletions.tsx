import { Alert, Stack, Text, Title } from '@mantine/core';
import { Hand, Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { VirtualList } from '../../shared/virtual-list.tsx';
import { Answers } from './answers.tsx';
import { HeldLine } from './held-line.tsx';
import { isGuardName, sidesOf } from './held-words.ts';
import { useAnswer } from './use-answer.ts';
import type { HeldList } from './use-held.ts';

/** Rows are fetched when so many are left below. */
const AHEAD = 100;

export interface HeldDeletionsProps {
  readonly pair: PairState;
  readonly list: HeldList;
  readonly onAnswered: (text: string) => void;
  readonly onRefused: () => void;
  /** More rows are wanted. */
  readonly onEnd: () => void;
}

/** What vanished, where, why it is held, and the two answers. */
export function HeldDeletions({ pair, list, onAnswered, onRefused, onEnd }: HeldDeletionsProps) {
  const { t } = useTranslation('held');
  const format = useFormat();
  const { answer, isPending, error } = useAnswer({
    pair: pair.id,
    seen: list.seen,
    onAnswered: (given, count) => onAnswered(t(`answered.${given}`, { count })),
    onRefused,
  });
  const { groups, rows, total } = list;
  const sides = sidesOf(groups);
  return (
    <Stack gap="lg">
      <Text>{t('lead')}</Text>
      {groups.map(({ direction, guard, count, bytes }) => (
        <Alert
          key={`${direction} ${guard}`}
          color="orange"
          icon={<Hand aria-hidden />}
          title={`${t(`side.${direction}`)}: ${t('count', { count, size: format.bytes(bytes) })}`}
        >
          {isGuardName(guard) ? t(`guard.${guard}`) : guard}
        </Alert>
      ))}
      {error !== null && <ErrorNotice error={error} />}
      <Answers
        safe={{
          icon: Undo2,
          button: t('back.button'),
          what: t(`back.what_${sides}`),
          onChosen: () => answer('bring-back'),
        }}
        grave={{
          icon: Trash2,
          button: t('move.button'),
          what: t(`move.what_${sides}`),
          onChosen: () => answer('move'),
        }}
        confirm={{
          title: t('move.title', { count: total }),
          button: t('move.confirm'),
          body: t(`move.what_${sides}`),
        }}
        disabled={isPending}
      />
      <div>
        <Title order={2} size="h4" mb="xs">
          {t('list')}
        </Title>
        <VirtualList
          label={t('list')}
          count={rows.length}
          rowHeight={38}
          keyOf={(index) => `${rows[index]?.direction} ${rows[index]?.path}`}
          render={(index) => {
            const row = rows[index];
            return row === undefined ? undefined : <HeldLine row={row} withSide={sides === 'both'} />;
          }}
          onRange={(_first, last) => {
            if (last > rows.length - AHEAD) onEnd();
          }}
        />
      </div>
    </Stack>
  );
}
