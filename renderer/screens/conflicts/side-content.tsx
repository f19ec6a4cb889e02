import { Center, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FileContent } from '../../../sync-engine/contract/api/index.ts';
import classes from '../../shared/file-view.module.css';
import { FileView } from '../../shared/file-view.tsx';

export interface SideContentProps {
  readonly side: 'mine' | 'theirs';
  /** Undefined when the file is gone. */
  readonly content: FileContent | undefined;
}

/** One version's content by itself. */
export function SideContent({ side, content }: SideContentProps) {
  const { t } = useTranslation('conflicts');
  if (content !== undefined) return <FileView label={t(`${side}.title`)} content={content} />;
  return (
    <Center className={classes['frame']} p="md">
      <Text size="sm" c="dimmed">
        {t('gone')}
      </Text>
    </Center>
  );
}
