import { Center, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../../shared/file-view.module.css';
import { Picture } from '../../shared/picture.tsx';
import type { Contents } from './use-contents.ts';

export interface VersionPictureProps {
  readonly side: 'mine' | 'theirs';
  readonly contents: Contents;
}

/** What one version looks like, beside the other's; as high before it is read as after. Nothing where there is no file. */
export function VersionPicture({ side, contents }: VersionPictureProps) {
  const { t } = useTranslation(['conflicts', 'common']);
  const content = contents[side];
  if (content?.kind === 'picture') return <Picture label={t(`${side}.title`)} content={content} />;
  if (content === undefined && !contents.isLoading) return undefined;
  return (
    <Stack gap={4} mb="xs">
      <Center className={`${classes['frame']} ${classes['picture']}`}>
        {contents.isLoading ? (
          <Loader size="sm" role="status" aria-label={t('reading')} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('common:content.cannotShow')}
          </Text>
        )}
      </Center>
      <Text size="sm" mih="1lh" />
    </Stack>
  );
}
