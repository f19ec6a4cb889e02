import { Box, Stack, Text } from '@mantine/core';
import { FolderTree } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { Applied } from './applied.tsx';
import { rowsAbout } from './arriving.ts';
import { FolderTreeView } from './folder-tree.tsx';
import { LeftHere } from './left-here.tsx';
import { PendingChanges } from './pending-changes.tsx';
import { amountOf, foldersAbove, stateOf, toggled } from './selection.ts';
import { useApply, type ApplyOrder } from './use-apply.ts';
import { useTree } from './use-tree.ts';
import { unsavedChoice, useUnsavedChoice } from './use-unsaved-choice.ts';

/** The tree, what was changed in it, and what came of it. */
export function FilesOfPair({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('files');
  const format = useFormat();
  const [openAtFirst] = useState(() => foldersAbove(unsavedChoice(pair.id) ?? []));
  const tree = useTree(pair, openAtFirst);
  const { off, total } = tree;
  const { chosen, changes, setWanted } = useUnsavedChoice(pair.id, off);
  const apply = useApply(pair, async ({ turnedOn, arriving }) => {
    if (turnedOn.length > 0) tree.expect(arriving);
    await tree.reload();
    setWanted(undefined);
  });
  const isUnknown = tree.error === null && (off === undefined || total === undefined);
  const hasChanges = changes.off.length + changes.on.length > 0;
  const order = (free: boolean): ApplyOrder => ({
    off: chosen,
    free: free && changes.off.length > 0,
    turnedOn: changes.on.map((path) => ({ path, ...amountOf([path], chosen, tree.byPath) })),
    arriving: { rows: rowsAbout(changes.on, tree.byPath.values()), sinceMs: pair.lastSyncMs },
  });
  return (
    <>
      <Box role="status">
        {apply.data !== undefined && !hasChanges && (
          <Applied result={apply.data} isArriving={tree.isArriving} rests={pair.activity === 'paused'} />
        )}
      </Box>
      <Stack gap="md">
        {tree.error !== null && <ErrorNotice error={tree.error} onRetry={tree.retry} />}
        {isUnknown && pair.activity === 'stopped' && <ErrorNotice error={pair.halted} />}
        {isUnknown && pair.activity !== 'stopped' && <Loading text={t('reading')} />}
        {off !== undefined && total?.rows.length === 0 && (
          <NothingHere icon={FolderTree} title={t('empty')}>
            {t('emptyBody')}
          </NothingHere>
        )}
        {off !== undefined && total !== undefined && total.rows.length > 0 && (
          <>
            <Text size="sm" c="dimmed">
              {t(total.partial ? 'totalAtLeast' : 'total', {
                count: total.files,
                size: format.bytes(total.bytes),
              })}
            </Text>
            <FolderTreeView
              label={t('tree', { pair: pair.name })}
              rows={tree.rows}
              stateOf={(path) => stateOf(path, chosen)}
              isLoading={tree.isLoading}
              disabled={apply.isPending}
              onOpen={tree.setOpen}
              onToggle={(path) => setWanted(toggled(path, chosen, tree.childrenOf))}
            />
          </>
        )}
        {hasChanges && (
          <PendingChanges
            pair={pair}
            changes={changes}
            freed={amountOf(changes.off, off ?? [], tree.byPath)}
            fetched={amountOf(changes.on, chosen, tree.byPath)}
            pending={apply.isPending}
            onApply={(free) => apply.mutate(order(free))}
            onCancel={() => setWanted(undefined)}
          />
        )}
        {apply.isError && <ErrorNotice error={apply.error} />}
        <LeftHere pair={pair} disabled={hasChanges || apply.isPending} onFreed={tree.reload} />
      </Stack>
    </>
  );
}
