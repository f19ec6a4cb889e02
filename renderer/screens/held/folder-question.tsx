import { Alert, Stack, Text } from '@mantine/core';
import { FolderCheck, FolderSymlink, Merge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Answers } from './answers.tsx';
import { useAnswer } from './use-answer.ts';

export interface FolderQuestionProps {
  readonly pair: PairState;
  readonly seen: string;
  readonly onAnswered: (text: string) => void;
  readonly onRefused: () => void;
}

/** Another folder is in the place of the pair's: which one is meant, and what follows from it (docs/sync-semantics.md, Guards). */
export function FolderQuestion({ pair, seen, onAnswered, onRefused }: FolderQuestionProps) {
  const { t } = useTranslation('held');
  const { answer, isPending, error } = useAnswer({
    pair: pair.id,
    seen,
    onAnswered: () => onAnswered(t('answered.root')),
    onRefused,
  });
  const { folder } = pair;
  return (
    <Stack gap="lg">
      <Alert color="orange" icon={<FolderSymlink aria-hidden />} title={t('root.title')}>
        <Text size="sm" className="path">
          {t('root.what', { folder })}
        </Text>
      </Alert>
      <Text>{t('root.first')}</Text>
      {error !== null && <ErrorNotice error={error} />}
      <Answers
        safe={{
          icon: Merge,
          button: t('root.union.button'),
          what: t('root.union.what'),
          onChosen: () => answer('bring-back'),
        }}
        grave={{
          icon: FolderCheck,
          button: t('root.adopt.button'),
          what: t('root.adopt.what'),
          onChosen: () => answer('move'),
        }}
        confirm={{
          title: t('root.confirm.title'),
          button: t('root.adopt.button'),
          body: t('root.confirm.body', { folder }),
        }}
        disabled={isPending}
      />
    </Stack>
  );
}
