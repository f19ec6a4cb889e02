import { Center, Loader, MantineProvider, Stack, Text } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/de';
import { Link2Off } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { SessionContext, useLive } from '../api/hooks.ts';
import type { Session } from '../api/session.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { NothingHere } from '../shared/nothing-here.tsx';
import { Shell } from './shell.tsx';
import { legible, theme } from './theme.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { Unlocking } from './unlocking.tsx';

const queries = new QueryClient({
  // The engine is on this computer: no answer is worth a second try, and live events say when to ask again.
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false }, mutations: { retry: false } },
});

export function App({ session }: { readonly session: Session }) {
  const { i18n } = useTranslation();
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={queries}>
        <MantineProvider theme={theme} cssVariablesResolver={legible} defaultColorScheme="auto">
          <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
            <Notifications position="bottom-right" />
            {/* In the hash, so that any host can serve the page without knowing its screens. */}
            <Router hook={useHashLocation}>
              <Ready />
            </Router>
          </DatesProvider>
        </MantineProvider>
      </QueryClientProvider>
    </SessionContext>
  );
}

function Ready() {
  const { t } = useTranslation();
  const settings = useLive(({ app }) => app?.settings);
  const shutOut = useLive((state) => state.shutOut);
  const language = settings?.language;
  useEffect(() => {
    if (language !== undefined) void chooseLanguage(language);
  }, [language]);
  if (settings === undefined) {
    return (
      <Center h="100%" p="md" component="main">
        <Stack align="center" role="status">
          {shutOut ? (
            <NothingHere icon={Link2Off} title={t('shutOutTitle')}>
              {t('shutOut')}
            </NothingHere>
          ) : (
            <>
              <Loader />
              <Text>{t('connecting')}</Text>
            </>
          )}
        </Stack>
      </Center>
    );
  }
  return (
    <>
      <ThemeChoice theme={settings.theme} />
      <Unlocking>
        <Shell />
      </Unlocking>
    </>
  );
}
