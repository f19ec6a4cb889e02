import { Button, Code, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ignore.module.css';

export interface ExamplesProps {
  /** Patterns that always hold. */
  readonly defaults: readonly string[];
  readonly onAdd: (pattern: string) => void;
}

/** One of each kind. Source: gitignore(5). */
const EXAMPLES = [
  { pattern: '*.tmp', what: 'ending' },
  { pattern: 'build/', what: 'folder' },
  { pattern: '/notes.txt', what: 'top' },
  { pattern: 'logs/**/*.log', what: 'deep' },
  { pattern: '!keep.tmp', what: 'except' },
] as const;

/** How patterns are written, and those that hold anyway. */
export function Examples({ defaults, onAdd }: ExamplesProps) {
  const { t } = useTranslation('ignore');
  const [examplesId, defaultsId] = [useId(), useId()];
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="lg">
      <Stack component="section" gap="xs" aria-labelledby={examplesId}>
        <Title order={2} size="h4" id={examplesId}>
          {t('examples')}
        </Title>
        <ul className={classes['examples']}>
          {EXAMPLES.map(({ pattern, what }) => (
            <li key={pattern}>
              <Code>{pattern}</Code>
              <Text span size="sm" flex={1}>
                {t(`example.${what}`)}
              </Text>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<Plus size={14} aria-hidden />}
                aria-label={t('addPattern', { pattern })}
                onClick={() => onAdd(pattern)}
              >
                {t('add')}
              </Button>
            </li>
          ))}
        </ul>
      </Stack>
      <Stack component="section" gap="xs" aria-labelledby={defaultsId}>
        <Title order={2} size="h4" id={defaultsId}>
          {t('defaults')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('defaultsLead')}
        </Text>
        <ul className={classes['defaults']}>
          {defaults.map((pattern) => (
            <li key={pattern}>
              <Code>{pattern}</Code>
            </li>
          ))}
        </ul>
      </Stack>
    </SimpleGrid>
  );
}
