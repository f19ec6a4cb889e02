import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { extent, type Marks } from './marks.ts';
import classes from './trash.module.css';
import type { OpenView } from './use-view.ts';

export interface SelectionBarProps {
  readonly view: OpenView;
  readonly filtered: boolean;
  readonly marks: Marks;
  readonly onMarkAll: () => void;
  readonly onMarkNone: () => void;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

/** What matches, what of it is selected, and what can be done with that. */
export function SelectionBar(props: SelectionBarProps) {
  const { view, filtered, marks, onMarkAll, onMarkNone, onRestore, onPurge } = props;
  const { t } = useTranslation('trash');
  const format = useFormat();
  const { count, bytes } = extent(marks, view);
  const none = count === 0;
  return (
    <Group justify="space-between" gap="xs" mih={34}>
      {/* Of one height whatever is selected: the list below must not move. */}
      <Group gap="xs" wrap="nowrap" mih={34} flex="1 1 22rem">
        <Text size="sm" fw={none ? 400 : 600} role="status">
          {!none && t('selection.selected', { count, size: format.bytes(bytes) })}
          {none && filtered && t('selection.matches', { count: view.count, size: format.bytes(view.bytes) })}
          {none && !filtered && <span className={classes['hint']}>{t('selection.hint')}</span>}
        </Text>
        {count < view.count && (
          <Button
            size="compact-sm"
            variant="subtle"
            flex="none"
            className={none ? undefined : classes['hint']}
            onClick={onMarkAll}
          >
            {t('selection.all', { count: view.count })}
          </Button>
        )}
        {!none && (
          <Button size="compact-sm" variant="subtle" flex="none" onClick={onMarkNone}>
            {t('selection.clear')}
          </Button>
        )}
      </Group>
      <Group gap="xs">
        <Button size="xs" variant="subtle" color="red" disabled={none} onClick={onPurge}>
          {t('selection.purge')}
        </Button>
        <Button size="xs" disabled={none} onClick={onRestore}>
          {t('selection.restore')}
        </Button>
      </Group>
    </Group>
  );
}
