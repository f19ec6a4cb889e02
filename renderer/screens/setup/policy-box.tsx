import { Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { ClipboardCheck, ClipboardCopy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { minimalPolicy } from '../../../sync-engine/contract/minimal-policy.ts';
import type { Areas } from './draft.ts';
import classes from './setup.module.css';

/** The least the keys must be allowed, to hand to whoever manages the buckets. */
export function PolicyBox({ areas }: { readonly areas: Areas }) {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation();
  const text = JSON.stringify(
    minimalPolicy(areas, { bucket: areas.recycle, prefix: areas.recyclePrefix }),
    undefined,
    2,
  );
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <div>
          <Title order={3} size="h5">
            {t('policy.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('policy.lead')}
          </Text>
        </div>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="light"
              leftSection={
                copied ? <ClipboardCheck size={16} aria-hidden /> : <ClipboardCopy size={16} aria-hidden />
              }
              onClick={copy}
            >
              {copied ? common('action.copied') : t('policy.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {/* It scrolls, so the keyboard must get to it. */}
      <Code
        block
        className={classes['policy'] ?? ''}
        tabIndex={0}
        role="region"
        aria-label={t('policy.title')}
      >
        {text}
      </Code>
    </Stack>
  );
}
