import { Center, Image, ScrollArea, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileContent } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import classes from './conflicts.module.css';

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

interface PictureProps {
  readonly label: string;
  readonly content: Extract<FileContent, { kind: 'picture' }>;
}

function Picture({ label, content: { mediaType, base64 } }: PictureProps) {
  const { t } = useTranslation('conflicts');
  const format = useFormat();
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  const [broken, setBroken] = useState(false);
  return (
    <Stack gap={4}>
      <Center className={`${classes['frame']} ${classes['picture']}`}>
        {broken ? (
          <Text size="sm" c="dimmed">
            {t('broken')}
          </Text>
        ) : (
          <Image
            src={`data:${mediaType};base64,${base64}`}
            alt={label}
            fit="contain"
            mah="20rem"
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setSize({ width, height })
            }
            onError={() => setBroken(true)}
          />
        )}
      </Center>
      {size !== undefined && (
        <Text size="sm" c="dimmed" ta="center" className="numbers">
          {t('pixels', { width: format.number(size.width), height: format.number(size.height) })}
        </Text>
      )}
    </Stack>
  );
}
