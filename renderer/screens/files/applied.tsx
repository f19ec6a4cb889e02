import { Alert, Text } from '@mantine/core';
import { CircleCheck, CloudDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import type { ApplyResult, TurnedOn } from './use-apply.ts';

export interface AppliedProps {
  readonly result: ApplyResult;
  /** What folders turned on lack here is still on its way. */
  readonly isArriving: boolean;
  /** The pair is paused: nothing moves until it goes on. */
  readonly rests: boolean;
}

/** As many as help; the rest is counted. */
const SHOWN = 5;

/** What came of turning folders off and on. */
export function Applied({ result, isArriving, rests }: AppliedProps) {
  const { t } = useTranslation('files');
  const format = useFormat();
  const { freed, freedFiles, freedBytes, keptFiles, turnedOn } = result;
  const progress = isArriving ? (rests ? 'later' : 'arriving') : 'arrived';
  const Icon = isArriving ? CloudDownload : CircleCheck;
  const holds = ({ files, bytes, bound }: TurnedOn): string =>
    t('applied.holds', { count: files, size: t(`size.${bound}`, { size: format.bytes(bytes) }) });
  const more = turnedOn.length - SHOWN;
  return (
    <Alert
      color="green"
      icon={<Icon aria-hidden />}
      title={t(isArriving ? 'applied.under' : 'applied.title')}
      mb="md"
    >
      {freed && (
        <Text size="sm">{t('applied.freed', { count: freedFiles, size: format.bytes(freedBytes) })}</Text>
      )}
      {keptFiles > 0 && <Text size="sm">{t('applied.kept', { count: keptFiles })}</Text>}
      {turnedOn.slice(0, SHOWN).map((folder) => (
        <Text key={folder.path} size="sm" className="path">
          {t(`applied.${progress}`, { folder: folder.path.slice(0, -1), holds: holds(folder) })}
        </Text>
      ))}
      {more > 0 && <Text size="sm">{t('applied.more', { count: more })}</Text>}
      {!freed && turnedOn.length === 0 && <Text size="sm">{t('applied.stays')}</Text>}
    </Alert>
  );
}
