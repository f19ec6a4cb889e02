import { Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { restOf, situationOf, type Situation } from '../../../sync-engine/contract/situation.ts';
import { useAway } from '../../api/hooks.ts';
import { useFormat } from '../../shared/format.ts';
import classes from './home.module.css';
import { MoodIcon } from './mood-icon.tsx';

/** How long a sentence stays for screen readers to take it up (milliseconds). */
const SAID_MS = 2_000;

export interface HeroProps {
  readonly pairs: readonly PairState[];
  /** Buttons: the main action first. */
  readonly children: ReactNode;
}

/** How things are, in one sentence; without the engine, how they were. */
export function Hero({ pairs, children }: HeroProps) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const format = useFormat();
  const away = useAway();
  const situation = situationOf(pairs);
  const { mood, key, name, count } = situation;
  const sentenceOf = (said: Pick<Situation, 'key' | 'untilMs'>): string => {
    const until = said.untilMs === undefined ? '' : format.timeOrDate(said.untilMs);
    return t(`sentence.${said.key}`, { name, count, until });
  };
  useEffect(() => {
    document.title = `${t('title')} – ${common('appName')}`;
  }, [t, common]);
  const known = sentenceOf(situation);
  const sentence = away === undefined ? known : t(`away.${away}`);
  // Something else comes first, and all of them rest besides.
  const rest = pairs.length === 0 || mood === 'paused' ? undefined : restOf(pairs);
  const paused = rest === undefined || away !== undefined ? undefined : sentenceOf(rest);
  const files = pairs.reduce((sum, pair) => sum + pair.files, 0);
  const bytes = pairs.reduce((sum, pair) => sum + pair.bytes, 0);
  return (
    <Group align="center" gap="lg" className={classes['hero']}>
      <MoodIcon mood={away === undefined ? mood : 'away'} size={64} />
      <Stack gap={4} flex={1} miw={240}>
        <Title order={1} size="h2" className="path">
          {sentence}
        </Title>
        <VisuallyHidden role="status">
          <Announced
            key={`${away} ${key} ${name} ${situation.untilMs} ${paused} ${mood === 'working' ? '' : count}`}
            sentence={paused === undefined ? sentence : `${sentence}. ${paused}`}
          />
        </VisuallyHidden>
        {paused !== undefined && <Text>{paused}</Text>}
        {away !== undefined && <Text className="path">{t('away.known', { sentence: known })}</Text>}
        <Text c="dimmed" className="numbers">
          {pairs.length === 0
            ? t('welcome')
            : t('total', { files: common('files', { count: files }), size: format.bytes(bytes) })}
        </Text>
      </Stack>
      <Group gap="sm">{children}</Group>
    </Group>
  );
}

/** What a screen reader is told: a new situation, but not every file that is left. Gone once it was said, for it gets old. */
function Announced({ sentence }: { readonly sentence: string }) {
  const [said, setSaid] = useState(sentence);
  useEffect(() => {
    const gone = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(gone);
  }, []);
  return said;
}

export interface MainButtonProps {
  readonly text: string;
  readonly onClick: () => void;
  readonly icon?: ReactNode;
  /** It is being done: nothing to press now, though the focus may stay. */
  readonly busy?: boolean;
}

/** The one thing to do now. */
export function MainButton({ text, onClick, icon, busy = false }: MainButtonProps) {
  const away = useAway();
  return (
    <Button
      size="md"
      disabled={away !== undefined}
      leftSection={icon}
      {...(busy ? { 'aria-disabled': true, 'data-disabled': true } : { onClick })}
    >
      {text}
    </Button>
  );
}
