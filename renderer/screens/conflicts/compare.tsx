import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { SideContent } from './side-content.tsx';
import { TextDiff } from './text-diff.tsx';
import type { Contents } from './use-contents.ts';

/** How the two versions differ, as far as that can be shown here: pictures stand with their versions. */
export function Compare({ contents }: { readonly contents: Contents }) {
  const { t } = useTranslation('conflicts');
  const { mine, theirs, failure, isLoading, asPictures } = contents;
  if (failure !== undefined) return <ErrorNotice error={failure.error} onRetry={failure.again} />;
  if (asPictures) return undefined;
  if (isLoading) return <Loading text={t('reading')} />;
  if (mine?.kind === 'text' && theirs?.kind === 'text') return <TextDiff mine={mine} theirs={theirs} />;
  if ([mine, theirs].every((content) => content === undefined || content.kind === 'other')) {
    return (
      <Text size="sm" c="dimmed">
        {t('cannotShow')}
      </Text>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <SideContent side="mine" content={mine} />
      <SideContent side="theirs" content={theirs} />
    </SimpleGrid>
  );
}
