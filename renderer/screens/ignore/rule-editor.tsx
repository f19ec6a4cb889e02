import { Alert, Box, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { BadLines } from './bad-lines.tsx';
import { Examples } from './examples.tsx';
import { PatternField } from './pattern-field.tsx';
import { Preview } from './preview.tsx';
import { usePreview } from './use-preview.ts';
import { useUnsavedText } from './use-unsaved-text.ts';

export interface RuleEditorProps {
  readonly pair: PairState;
  /** As it is in the folder. */
  readonly saved: string;
  /** Patterns that always hold. */
  readonly defaults: readonly string[];
}

/** The rules as text, and beside it what they match, before they are saved. */
export function RuleEditor({ pair, saved, defaults }: RuleEditorProps) {
  const { t } = useTranslation(['ignore', 'common']);
  const api = useApi();
  const badId = useId();
  const [kept, setKept] = useState(saved);
  const { text, setText, outdated } = useUnsavedText(pair.id, kept);
  const preview = usePreview(pair.id, { kept, text });
  const save = useMutation(
    api.tracking.setIgnore.mutationOptions({ onSuccess: (_done, input) => setKept(input.text) }),
  );
  const changed = text !== kept;
  const badLines = preview.current ? (preview.data?.badLines ?? []) : [];
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="lg">
        <Stack gap="sm">
          <PatternField
            label={t('patterns')}
            hint={t('patternsHint')}
            value={text}
            badLines={badLines}
            describedBy={badLines.length > 0 ? badId : undefined}
            onChange={(value) => {
              setText(value);
              save.reset();
            }}
          />
          <BadLines id={badId} text={text} lines={badLines} />
          <Text size="sm">{t('harmless')}</Text>
          {save.isError && <ErrorNotice error={save.error} />}
          <Box role="status">
            {save.isSuccess && !changed && (
              <Alert color="green" icon={<CircleCheck aria-hidden />}>
                {t('saved')}
              </Alert>
            )}
          </Box>
          <Group justify="flex-end">
            {changed && (
              <Text size="sm" c="dimmed" flex="1 1 6rem">
                {t(outdated ? 'unsavedOutdated' : 'unsaved')}
              </Text>
            )}
            <Group gap="md" wrap="nowrap">
              <Button
                variant="default"
                disabled={!changed || save.isPending}
                onClick={() => {
                  setText(kept);
                  save.reset();
                }}
              >
                {t('undo')}
              </Button>
              <Button
                disabled={!changed}
                loading={save.isPending}
                onClick={() => save.mutate({ pair: pair.id, text })}
              >
                {t('common:action.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
        <Preview preview={preview} />
      </SimpleGrid>
      <Examples
        defaults={defaults}
        onAdd={(pattern) => {
          setText(text === '' || text.endsWith('\n') ? `${text}${pattern}\n` : `${text}\n${pattern}\n`);
          save.reset();
        }}
      />
    </Stack>
  );
}
