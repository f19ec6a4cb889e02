import { useTranslation } from 'react-i18next';
import type { CheckRow } from '../../sync-engine/contract/api/index.ts';
import type { CheckNote } from '../../sync-engine/contract/check-notes.ts';
import { useErrorText } from './error-text.ts';
import { useFormat } from './format.ts';

/** Tells what a check found that is not well, in the reader's language. */
export function useCheckText(): (row: CheckRow) => string {
  const { t } = useTranslation('checks');
  const errorText = useErrorText();
  const noteText = useNoteText();
  return ({ note, error, onlyFor, detail }) => {
    if (note !== undefined) return noteText(note);
    if (error === undefined) return detail;
    const { message, remedy } = errorText(error);
    return [
      message,
      // What to do about a missing permission is to grant it; the row names it.
      ...(error.code === 'access-denied' ? [] : [remedy]),
      ...(onlyFor === undefined ? [] : [t('onlyFor', { purpose: t(`purpose.${onlyFor}`) })]),
    ].join(' ');
  };
}

function useNoteText(): (note: CheckNote) => string {
  const { t } = useTranslation('checks');
  const format = useFormat();
  return (note) => {
    switch (note.code) {
      case 'clock-apart':
        return t('note.clock-apart', {
          by: format.duration(Math.abs(note.seconds) * 1000),
          way: t(note.seconds > 0 ? 'behind' : 'ahead'),
        });
      case 'disk-too-small':
      case 'disk-nearly-full':
        return t(`note.${note.code}`, {
          free: format.bytes(note.freeBytes),
          coming: format.bytes(note.comingBytes),
        });
      case 'watches-scarce':
        return t('note.watches-scarce', {
          folders: format.number(note.folders),
          most: format.number(note.most),
        });
      case 'conditions-ignored':
        return t('note.conditions-ignored', {
          conditions: note.conditions.map((one) => t(`condition.${one}`)).join(', '),
        });
      case 'files-expire':
        return t('note.files-expire', {
          rules: note.rules.map(({ id, days }) => t('rule', { id, count: days })).join(', '),
        });
      default:
        return t(`note.${note.code}`);
    }
  };
}
