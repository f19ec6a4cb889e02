import { Alert, AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Activity, FolderTree, House, ListX, Settings, Trash2, Unplug } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useAway } from '../api/hooks.ts';
import { Mark } from '../shared/mark.tsx';
import { Screens } from './screens.tsx';
import { FaultBarrier } from './fault-barrier.tsx';
import { followDeepLinks } from './deep-links.ts';
import { useScrollToTop } from './use-scroll-to-top.ts';

const ITEMS = [
  { to: '/', text: 'nav.home', icon: House },
  { to: '/trash', text: 'nav.trash', icon: Trash2 },
  { to: '/activity', text: 'nav.activity', icon: Activity },
  { to: '/files', text: 'nav.files', icon: FolderTree },
  { to: '/ignore', text: 'nav.ignore', icon: ListX },
  { to: '/settings', text: 'nav.settings', icon: Settings },
] as const;

/** The frame round every screen: navigation on the left, or behind a button where the window is narrow. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  const [location, navigate] = useLocation();
  const away = useAway();
  useEffect(() => close(), [location, close]);
  const burger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!opened) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      close();
      burger.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [opened, close]);
  useEffect(() => followDeepLinks(navigate), [navigate]);
  useScrollToTop(location);
  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#content" className="skip-link" onClick={focusContent}>
        {t('nav.skip')}
      </a>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="md" justify="space-between">
          <Brand />
          <Burger
            ref={burger}
            opened={opened}
            aria-expanded={opened}
            aria-controls="screens"
            onClick={toggle}
            size="sm"
            aria-label={opened ? t('nav.close') : t('nav.open')}
          />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar id="screens" p="sm" aria-label={t('nav.label')}>
        <Group visibleFrom="sm" px="xs" py="sm">
          <Brand />
        </Group>
        {ITEMS.map(({ to, text, icon: Icon }) => (
          <NavLink
            key={to}
            component={Link}
            href={to}
            label={t(text)}
            leftSection={<Icon size={18} aria-hidden />}
            active={isWithin(location, to)}
            aria-current={isWithin(location, to) ? 'page' : undefined}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <div className="page">
          {away !== undefined && (
            <Alert icon={<Unplug aria-hidden />} color="orange" mb="md" role="status">
              {t(away === 'shutOut' ? 'shutOut' : 'disconnected')}
            </Alert>
          )}
          <FaultBarrier at={location}>
            <Screens />
          </FaultBarrier>
        </div>
      </AppShell.Main>
    </AppShell>
  );
}

function Brand() {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap">
      <Mark size={24} />
      <Text fw={700} size="lg">
        {t('appName')}
      </Text>
    </Group>
  );
}

function isWithin(location: string, to: string): boolean {
  return to === '/' ? location === '/' : location === to || location.startsWith(`${to}/`);
}

/** A plain jump would change the hash, which is where the screen's address is. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
