import { Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileContent } from '../../../sync-engine/contract/api/index.ts';
import { VirtualList } from '../../shared/virtual-list.tsx';
import classes from './conflicts.module.css';
import { diffTexts, lineParts, type DiffLine, type DiffRow } from './diff-rows.ts';

type TextContent = Extract<FileContent, { kind: 'text' }>;

export interface TextDiffProps {
  readonly mine: TextContent;
  readonly theirs: TextContent;
}

/** Both texts side by side, line by line; below each other where there is no room. */
export function TextDiff({ mine, theirs }: TextDiffProps) {
  const { t } = useTranslation('conflicts');
  const { rows, onlyMine, onlyTheirs } = useMemo(
    () => diffTexts(mine.text, theirs.text),
    [mine.text, theirs.text],
  );
  const cut = mine.truncated || theirs.truncated;
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t('diff.title')}
        </Text>
        <Text size="sm" c="dimmed">
          {`${t('diff.onlyMine', { count: onlyMine })} · ${t('diff.onlyTheirs', { count: onlyTheirs })}`}
        </Text>
      </Group>
      {onlyMine + onlyTheirs === 0 ? (
        <Text size="sm">{t(sameText(mine, theirs))}</Text>
      ) : (
        <div className={classes['diff']}>
          <VirtualList
            label={t('diff.title')}
            count={rows.length}
            rowHeight={22}
            maxHeight="max(16rem, 60dvh)"
            keyOf={String}
            render={(index) => <Row row={rows[index]} />}
          />
        </div>
      )}
      {cut && (
        <Text size="sm" c="dimmed">
          {t('diff.cut')}
        </Text>
      )}
    </Stack>
  );
}

function sameText(mine: TextContent, theirs: TextContent): 'diff.same' | 'diff.ends' | 'diff.sameStart' {
  if (mine.truncated || theirs.truncated) return 'diff.sameStart';
  return mine.text === theirs.text ? 'diff.same' : 'diff.ends';
}

function Row({ row }: { readonly row: DiffRow | undefined }) {
  const { t } = useTranslation('conflicts');
  if (row === undefined) return undefined;
  if (row.kind === 'gap') {
    return <div className={classes['gap']}>{t('diff.gap', { count: row.lines })}</div>;
  }
  const changed = row.kind === 'changed';
  return (
    <div className={classes['row']} data-changed={changed || undefined}>
      <Cell side="mine" line={row.mine} other={row.theirs} changed={changed} />
      <Cell side="theirs" line={row.theirs} other={row.mine} changed={changed} />
    </div>
  );
}

interface CellProps {
  readonly side: 'mine' | 'theirs';
  readonly line: DiffLine | undefined;
  readonly other: DiffLine | undefined;
  readonly changed: boolean;
}

function Cell({ side, line, other, changed }: CellProps) {
  const { t } = useTranslation('conflicts');
  if (line === undefined) return <div className={classes['absent']} aria-hidden />;
  const parts = changed && other !== undefined ? lineParts(line.text, other.text) : undefined;
  return (
    // Equal lines are told once.
    <div className={classes['cell']} data-side={side} aria-hidden={!changed && side === 'theirs'}>
      <span className={classes['number']} aria-hidden>
        {line.number}
      </span>
      <span className={classes['whose']}>{changed && `${t(`${side}.short`)} `}</span>
      <span className={classes['line']}>
        {parts === undefined
          ? line.text
          : parts.map(({ text, own }, index) =>
              own ? (
                // oxlint-disable-next-line react/no-array-index-key -- the parts of one line never change places
                <mark key={index}>{text}</mark>
              ) : (
                text
              ),
            )}
      </span>
    </div>
  );
}
