import { Center, Image, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileContent } from '../../sync-engine/contract/api/index.ts';
import classes from './file-view.module.css';
import { useFormat } from './format.ts';

export interface PictureProps {
  readonly label: string;
  readonly content: Extract<FileContent, { kind: 'picture' }>;
}

/** A picture whole, with its size in pixels below. */
export function Picture({ label, content: { mediaType, base64 } }: PictureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  const [broken, setBroken] = useState(false);
  return (
    <Stack gap={4} mb="xs">
      <Center className={`${classes['frame']} ${classes['picture']}`}>
        {broken ? (
          <Text size="sm" c="dimmed">
            {t('content.broken')}
          </Text>
        ) : (
          <Image
            src={`data:${mediaType};base64,${base64}`}
            alt={label}
            fit="contain"
            h="100%"
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setSize({ width, height })
            }
            onError={() => setBroken(true)}
          />
        )}
      </Center>
      <Text size="sm" c="dimmed" ta="center" className="numbers" mih="1lh">
        {size !== undefined &&
          t('content.pixels', { width: format.number(size.width), height: format.number(size.height) })}
      </Text>
    </Stack>
  );
}
