import { Box, Checkbox, Group } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { HomeLink } from '../../shared/home-link.tsx';
import { Loading } from '../../shared/loading.tsx';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { AskForAll } from './ask-for-all.tsx';
import { canChoose } from './choices.ts';
import { ConflictCard } from './conflict-card.tsx';
import { Failures } from './failures.tsx';
import { Pager } from './pager.tsx';
import { SettledNotice } from './settled-notice.tsx';
import { keyOfConflict, useConflicts } from './use-conflicts.ts';
import { useResolve } from './use-resolve.ts';

interface Place {
  readonly key: string;
  readonly index: number;
}

/** One conflict at a time, with a way to the others. */
export function ConflictsOfPair({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('conflicts');
  const [chosen, setChosen] = useState<Place>({ key: '', index: 0 });
  const [alike, setAlike] = useState(false);
  const [asked, setAsked] = useState<ConflictChoice>();
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: listed, error, refetch, reload } = useConflicts(pair);
  const { resolve, isBusy, settled, error: refused, result } = useResolve(pair, reload);
  const data = listed?.filter(({ id }) => !settled.has(id));
  const at = placeOf(chosen, data);
  const row = data?.[at];
  const shown = row && keyOfConflict(row);
  // What had the focus went with the conflict that is settled.
  useEffect(() => {
    if (result !== undefined && document.activeElement === document.body) heading.current?.focus();
  }, [result, shown]);
  if (data === undefined) {
    if (pair.activity === 'stopped') return <ErrorNotice error={pair.halted} />;
    return error === null ? <Loading /> : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  }
  const show = (index: number): void => {
    const next = data[index];
    if (next !== undefined) setChosen({ key: keyOfConflict(next), index });
  };
  const forAll = alike && data.length > 1;
  const settle = (choice: ConflictChoice, rows: readonly ConflictRow[]): void => {
    setChosen({ key: shown ?? '', index: at });
    resolve(choice, rows);
  };
  return (
    <>
      <Box role="status">{result !== undefined && <SettledNotice result={result} />}</Box>
      {result !== undefined && <Failures failures={result.failures} />}
      {refused !== null && <ErrorNotice error={refused} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {row === undefined ? (
        <Box ref={heading} tabIndex={-1}>
          <NothingHere icon={CircleCheck} title={t('none')}>
            {t('noneBody')}
            <HomeLink />
          </NothingHere>
        </Box>
      ) : (
        <>
          {data.length > 1 && (
            <Group justify="space-between" mb="sm" gap="sm">
              <Pager at={at} count={data.length} onChange={show} />
              <Checkbox
                label={t('alike', { count: data.length })}
                checked={alike}
                onChange={(event) => setAlike(event.currentTarget.checked)}
              />
            </Group>
          )}
          <ConflictCard
            key={shown}
            heading={heading}
            pair={pair}
            row={row}
            forAll={forAll}
            disabled={isBusy}
            onChoose={(choice) => (forAll ? setAsked(choice) : settle(choice, [row]))}
          />
          {asked !== undefined && (
            <AskForAll
              choice={asked}
              pair={pair}
              rows={data.filter((other) => canChoose(asked, other))}
              onClose={() => setAsked(undefined)}
              onConfirm={() =>
                settle(
                  asked,
                  data.filter((other) => canChoose(asked, other)),
                )
              }
            />
          )}
        </>
      )}
    </>
  );
}

/** Where the chosen conflict is now; once it is settled, the one that took its place. */
function placeOf({ key, index }: Place, rows: readonly ConflictRow[] = []): number {
  const found = rows.findIndex((row) => keyOfConflict(row) === key);
  return found === -1 ? Math.max(0, Math.min(index, rows.length - 1)) : found;
}
