import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { FolderCheck, FolderSymlink, Merge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { Confirm } from '../../shared/confirm.tsx';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Choice } from './choice.tsx';
import { useAnswer } from './use-answer.ts';

export interface FolderQuestionProps {
  readonly pair: PairState;
  readonly onAnswered: (text: string) => void;
}

/** Another folder is in the place of the pair's: which one is meant, and what follows from it (docs/sync-semantics.md, Guards). */
export function FolderQuestion({ pair, onAnswered }: FolderQuestionProps) {
  const { t } = useTranslation('held');
  const [asking, { open, close }] = useDisclosure(false);
  const { answer, isPending, error } = useAnswer(pair.id, () => onAnswered(t('answered.root')));
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
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Choice
          icon={Merge}
          button={t('root.union.button')}
          what={t('root.union.what')}
          primary
          disabled={isPending}
          onClick={() => answer('bring-back')}
        />
        <Choice
          icon={FolderCheck}
          button={t('root.adopt.button')}
          what={t('root.adopt.what')}
          primary={false}
          disabled={isPending}
          onClick={open}
        />
      </SimpleGrid>
      <Confirm
        opened={asking}
        title={t('root.confirm.title')}
        confirm={t('root.adopt.button')}
        onConfirm={() => answer('move')}
        onClose={close}
      >
        {t('root.confirm.body', { folder })}
      </Confirm>
    </Stack>
  );
}
