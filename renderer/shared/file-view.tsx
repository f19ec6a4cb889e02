import { Center, ScrollArea, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FileContent } from '../../sync-engine/contract/api/index.ts';
import classes from './file-view.module.css';
import { Picture } from './picture.tsx';

export interface FileViewProps {
  /** What it is called for those who do not see it. */
  readonly label: string;
  readonly content: FileContent;
}

/** What is in one file, as far as that can be shown: a text, a picture, or why neither. */
export function FileView({ label, content }: FileViewProps) {
  const { t } = useTranslation();
  if (content.kind === 'picture') return <Picture label={label} content={content} />;
  if (content.kind === 'text') {
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
        {t('content.cannotShow')}
      </Text>
    </Center>
  );
}
