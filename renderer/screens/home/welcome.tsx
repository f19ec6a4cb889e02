import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { FlaskConical, FolderPlus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { askToTryOut } from '../setup/try-out.ts';
import { MoodIcon } from './mood-icon.tsx';

/** The first run: what this is, and the two ways to begin. */
export function Welcome() {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  useEffect(() => {
    document.title = `${t('sentence.none')} – ${common('appName')}`;
  }, [t, common]);
  return (
    <Center mih="60dvh">
      <Stack align="center" gap="lg" maw={460}>
        <MoodIcon mood="empty" size={88} />
        <Title order={1} ta="center">
          {t('sentence.none')}
        </Title>
        <Text ta="center" c="dimmed" size="lg">
          {t('welcome')}
        </Text>
        <Stack gap="sm" w="100%" maw={320}>
          <Button component={Link} href="/setup" size="lg" leftSection={<FolderPlus size={20} aria-hidden />}>
            {t('action.add')}
          </Button>
          <Button
            component={Link}
            href="/setup"
            onClick={askToTryOut}
            size="md"
            variant="default"
            leftSection={<FlaskConical size={18} aria-hidden />}
          >
            {t('action.tryOut')}
          </Button>
        </Stack>
      </Stack>
    </Center>
  );
}
