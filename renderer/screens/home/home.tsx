import { Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { FolderPlus, Play, RefreshCw } from 'lucide-react';
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { needsOf } from '../../../sync-engine/contract/needs.ts';
import { isPaused, situationOf } from '../../../sync-engine/contract/situation.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { usePause } from '../../shared/use-pause.ts';
import { Hero, MainButton } from './hero.tsx';
import { MeterPanel } from './meter-panel.tsx';
import { actionOf } from './need-actions.ts';
import { buttonOf } from './need-words.ts';
import { NeedsList } from './needs-list.tsx';
import { PairDialog } from './pair-dialog.tsx';
import { PairList } from './pair-list.tsx';
import { PauseMenu } from './pause-menu.tsx';
import { RecentList } from './recent-list.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { useNeedActions } from './use-need-actions.ts';
import { Welcome } from './welcome.tsx';

/** How things are, and the one thing to do; then what needs attention, every folder, and what happened lately. */
export function Home() {
  const { pairs } = useAppState();
  // A long sync tells four times a second how far it is. Drawn when there is time, so that keys and clicks come first.
  return <Board pairs={useDeferredValue(pairs)} />;
}

const Board = memo(function Board({ pairs }: { readonly pairs: readonly PairState[] }) {
  const { t } = useTranslation('home');
  const [, navigate] = useLocation();
  const api = useApi();
  const syncNow = useMutation(api.pairs.syncNow.mutationOptions());
  const { resume } = usePause(pairs);
  const needs = needsOf(pairs);
  const { act, retry, dialog, closeDialog, error } = useNeedActions();
  useFocusKept(pairs);
  if (pairs.length === 0) return <Welcome />;

  const [first] = needs;
  const awake = pairs.filter((pair) => !isPaused(pair));
  const resumes = awake.length === 0 && (first === undefined || actionOf(first).kind === 'resume');
  const failure = error ?? syncNow.error;
  const button = (): React.ReactNode => {
    if (resumes) {
      return <MainButton text={t('action.resume')} icon={<Play size={18} aria-hidden />} onClick={resume} />;
    }
    if (first !== undefined)
      return <MainButton text={t(`action.${buttonOf(first)}`)} onClick={() => act(first)} />;
    const busy = situationOf(pairs).key === 'working';
    return (
      <MainButton
        text={t(busy ? 'action.syncing' : 'action.syncNow')}
        busy={busy}
        icon={<RefreshCw size={18} aria-hidden />}
        onClick={() => {
          for (const { id } of awake) syncNow.mutate({ pair: id });
        }}
      />
    );
  };
  return (
    <Stack gap={40}>
      <Hero pairs={pairs}>
        {button()}
        {!(resumes && pairs.every(({ pausedBy }) => pausedBy === 'user')) && <PauseMenu pairs={pairs} />}
      </Hero>
      {failure !== null && <ErrorNotice error={failure} />}
      <NeedsList needs={needs} onAct={act} onRetry={retry} />
      <PairList
        pairs={pairs}
        onAdd={{
          text: t('action.add'),
          icon: <FolderPlus size={16} aria-hidden />,
          go: () => navigate('/setup'),
        }}
      />
      <RecentList />
      <MeterPanel pairs={pairs} />
      {dialog !== undefined && <PairDialog {...dialog} onClose={closeDialog} />}
    </Stack>
  );
});
