import { Center, ScrollArea, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FileContent } from '../../../sync-engine/contract/api/index.ts';
import classes from './conflicts.module.css';
import { Picture } from './picture.tsx';

export interface SideContentProps {
  readonly side: 'mine' | 'theirs';
  /** Undefined when the file is gone. */
  readonly content: FileContent | undefined;
}

/** One version's content by itself. */
export function SideContent({ side, content }: SideContentProps) {
  const { t } = useTranslation('conflicts');
  const label = t(`${side}.title`);
  if (content?.kind === 'picture') return <Picture label={label} content={content} />;
  if (content?.kind === 'text') {
    return (
      <ScrollArea.Autosize
        mah="24rem"
        className={classes['frame']}
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}
      >
        <pre className={classes['text']}>{content.text}</pre>
      </ScrollArea.Autosize>
    );
  }
  return (
    <Center className={classes['frame']} p="md">
      <Text size="sm" c="dimmed">
        {content === undefined ? t('gone') : t('cannotShowThis')}
      </Text>
    </Center>
  );
}
