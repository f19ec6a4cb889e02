import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PairState, ProblemRow } from '../../../sync-engine/contract/api/index.ts';
import { useAway, useClient } from '../../api/hooks.ts';
import { useNotify } from '../../shared/use-notify.ts';
import { patternFor, withPattern } from './ignore-pattern.ts';

/** Problems whose remedy is to leave the file alone. */
const IGNORABLE = new Set(['symlink', 'special-file', 'too-large', 'file-too-large']);

export interface IgnoreButtonProps {
  readonly problem: ProblemRow;
  readonly pair: PairState;
}

/** Adds a file to the pair's ignore rules, where that would help. */
export function IgnoreButton({ problem: { code, path }, pair }: IgnoreButtonProps) {
  const { t } = useTranslation('problems');
  const client = useClient();
  const away = useAway();
  const { done, failed } = useNotify();
  const ignore = useMutation({
    // One after the other: each reads the rules, and writes them with one more.
    scope: { id: `ignore ${pair.id}` },
    mutationFn: async (pattern: string) => {
      const { text } = await client.tracking.ignore({ pair: pair.id });
      await client.tracking.setIgnore({ pair: pair.id, text: withPattern(text, pattern) });
    },
    onSuccess: () => done(t('ignored', { path })),
    onError: failed,
  });
  const pattern = patternFor(path);
  if (!IGNORABLE.has(code) || pattern === undefined) return undefined;
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`${t('ignore')}: ${path}`}
      disabled={away !== undefined || ignore.isSuccess}
      loading={ignore.isPending}
      onClick={() => ignore.mutate(pattern)}
      style={{ alignSelf: 'flex-start' }}
      mt={4}
    >
      {t('ignore')}
    </Button>
  );
}
