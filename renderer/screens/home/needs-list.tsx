import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import {
  CircleX,
  CloudOff,
  FolderX,
  Hand,
  KeyRound,
  LockKeyhole,
  Split,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Need, NeedKind } from '../../../sync-engine/contract/needs.ts';
import { isPaused } from '../../../sync-engine/contract/situation.ts';
import { useAway } from '../../api/hooks.ts';
import { useErrorText } from '../../shared/error-text.ts';
import classes from './home.module.css';
import { buttonOf } from './need-words.ts';

const ICONS: Readonly<Record<NeedKind, LucideIcon>> = {
  held: Hand,
  replaced: FolderX,
  signIn: KeyRound,
  locked: LockKeyhole,
  folder: FolderX,
  moved: FolderX,
  bucket: TriangleAlert,
  permission: KeyRound,
  halted: TriangleAlert,
  conflicts: Split,
  problems: CircleX,
  offline: CloudOff,
};

export interface NeedsListProps {
  readonly needs: readonly Need[];
  readonly onAct: (need: Need) => void;
  /** Looks again, where that may be enough. */
  readonly onRetry: (need: Need) => void;
}

/** Everything that waits for a person, each with one thing to do first. */
export function NeedsList({ needs, onAct, onRetry }: NeedsListProps) {
  const { t } = useTranslation('home');
  const id = useId();
  if (needs.length === 0) return undefined;
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {t('needs.title')}
      </Title>
      <Stack component="ul" gap="sm" className={classes['plain']}>
        {needs.map((need) => (
          <li key={`${need.kind} ${need.pair.id}`}>
            <NeedCard need={need} onAct={() => onAct(need)} onRetry={() => onRetry(need)} />
          </li>
        ))}
      </Stack>
    </section>
  );
}

interface NeedCardProps {
  readonly need: Need;
  readonly onAct: () => void;
  readonly onRetry: () => void;
}

function NeedCard({ need, onAct, onRetry }: NeedCardProps) {
  const { t } = useTranslation('home');
  const textId = useId();
  const away = useAway();
  const { kind, pair, also = [] } = need;
  const Icon = ICONS[kind];
  return (
    <Card withBorder padding="md" className={classes['need']}>
      <Group gap="md" align="flex-start">
        <Icon size={22} aria-hidden className={classes['needIcon']} />
        <Stack gap={2} flex={1} miw={220} id={textId}>
          <Text size="sm" fw={600} className="path">
            {[pair, ...also].map(({ name }) => name).join(', ')}
          </Text>
          <NeedText need={need} />
        </Stack>
        <Group gap="xs">
          {kind === 'moved' && (
            <Button
              variant="subtle"
              disabled={away !== undefined}
              onClick={onRetry}
              aria-describedby={textId}
            >
              {t(isPaused(pair) ? 'action.resume' : 'action.look')}
            </Button>
          )}
          <Button variant="default" disabled={away !== undefined} onClick={onAct} aria-describedby={textId}>
            {t(`action.${buttonOf(need)}`)}
          </Button>
        </Group>
      </Group>
    </Card>
  );
}

function NeedText({ need: { kind, count, error } }: { readonly need: Need }) {
  const { t } = useTranslation('home');
  const textOf = useErrorText();
  if (error === undefined) {
    if (kind !== 'held' && kind !== 'conflicts' && kind !== 'problems') return undefined;
    return <Text size="sm">{t(`needs.${kind}`, { count })}</Text>;
  }
  const { title, message, remedy } = textOf(error);
  return (
    <>
      <Text size="sm" className="path">
        <strong>{title}.</strong> {message}
      </Text>
      <Text size="sm" fw={500} className="path">
        {remedy}
      </Text>
    </>
  );
}
