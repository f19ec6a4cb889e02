import { Button, Menu } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useAway } from '../../api/hooks.ts';
import { usePause } from '../../shared/use-pause.ts';
import { PAUSE_LENGTHS, pauseEnd } from './pause-end.ts';

/** Rests all folders for a while; where all rest by the user's word, goes on. */
export function PauseMenu({ pairs }: { readonly pairs: readonly PairState[] }) {
  const { t } = useTranslation('home');
  const away = useAway();
  const { pauseUntil, resume } = usePause(pairs);
  const paused = pairs.filter(({ pausedBy }) => pausedBy === 'user');
  if (paused.length === pairs.length) {
    return (
      <Button
        size="md"
        variant="default"
        disabled={away !== undefined}
        leftSection={<Play size={18} aria-hidden />}
        onClick={resume}
      >
        {t('action.resume')}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="md"
          variant="default"
          disabled={away !== undefined}
          leftSection={<Pause size={18} aria-hidden />}
          aria-label={t('pause.allLabel')}
        >
          {t('pause.all')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PAUSE_LENGTHS.map((length) => (
          <Menu.Item key={length} onClick={() => pauseUntil(pauseEnd(length, Date.now()))}>
            {t(`pause.${length}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
