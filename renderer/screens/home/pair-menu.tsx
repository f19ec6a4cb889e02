import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  ArrowLeftRight,
  EllipsisVertical,
  Gauge,
  ListChecks,
  Pause,
  PenLine,
  Play,
  RefreshCw,
  Stethoscope,
  Unlink,
} from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { isPaused } from '../../../sync-engine/contract/situation.ts';
import { useApi, useAway } from '../../api/hooks.ts';
import { useNotify } from '../../shared/use-notify.ts';
import { usePause } from '../../shared/use-pause.ts';
import { PairDialog, type PairDialogName } from './pair-dialog.tsx';
import { PAUSE_LENGTHS, pauseEnd } from './pause-end.ts';
import { MENU_MARK } from './use-focus-kept.ts';

const ICON = { size: 16, 'aria-hidden': true } as const;

/** Everything that can be done with one folder. */
export function PairMenu({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('home');
  const api = useApi();
  const { failed: onError } = useNotify();
  const syncNow = useMutation(api.pairs.syncNow.mutationOptions({ onError }));
  const { pauseUntil, resume } = usePause([pair]);
  const away = useAway();
  const [dialog, setDialog] = useState<PairDialogName>();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            {...{ [MENU_MARK]: true }}
            variant="subtle"
            color="gray"
            size="lg"
            disabled={away !== undefined}
            aria-label={t('pairs.menu', { name: pair.name })}
          >
            <EllipsisVertical size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPaused(pair) ? (
            <Menu.Item leftSection={<Play {...ICON} />} onClick={resume}>
              {t('menu.resume')}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<RefreshCw {...ICON} />}
              onClick={() => syncNow.mutate({ pair: pair.id })}
            >
              {t('menu.sync')}
            </Menu.Item>
          )}
          {pair.pausedBy !== 'user' && (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item leftSection={<Pause {...ICON} />}>{t('menu.pause')}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                {PAUSE_LENGTHS.map((length) => (
                  <Menu.Item key={length} onClick={() => pauseUntil(pauseEnd(length, Date.now()))}>
                    {t(`pause.${length}`)}
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<ListChecks {...ICON} />} onClick={() => setDialog('plan')}>
            {t('menu.preview')}
          </Menu.Item>
          <Menu.Item leftSection={<Stethoscope {...ICON} />} onClick={() => setDialog('check')}>
            {t('menu.check')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<PenLine {...ICON} />} onClick={() => setDialog('rename')}>
            {t('menu.rename')}
          </Menu.Item>
          <Menu.Item leftSection={<ArrowLeftRight {...ICON} />} onClick={() => setDialog('mode')}>
            {t('menu.mode')}
          </Menu.Item>
          <Menu.Item leftSection={<Gauge {...ICON} />} onClick={() => setDialog('limits')}>
            {t('menu.limits')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<Unlink {...ICON} />}
            color="var(--mantine-color-error)"
            onClick={() => setDialog('remove')}
          >
            {t('menu.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PairDialog
        name={dialog}
        pair={pair}
        onClose={() => {
          setDialog(undefined);
          button.current?.focus();
        }}
      />
    </>
  );
}
