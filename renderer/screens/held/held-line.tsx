import { Group, Text } from '@mantine/core';
import { File, Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HeldRow } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';

export interface HeldLineProps {
  readonly row: HeldRow;
  /** Says on which side it would be deleted. */
  readonly withSide: boolean;
}

export function HeldLine({ row: { path, size, direction }, withSide }: HeldLineProps) {
  const { t } = useTranslation('held');
  const format = useFormat();
  const isFolder = path.endsWith('/');
  const Icon = isFolder ? Folder : File;
  return (
    <Group gap="sm" wrap="nowrap" px="sm" py={8}>
      <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm" className="path" flex={1}>
        {path}
      </Text>
      {withSide && (
        <Text size="xs" c="dimmed">
          {t(`from.${direction}`)}
        </Text>
      )}
      <Text size="sm" c="dimmed" className="numbers" style={{ flexShrink: 0 }}>
        {isFolder ? '' : format.bytes(size)}
      </Text>
    </Group>
  );
}
