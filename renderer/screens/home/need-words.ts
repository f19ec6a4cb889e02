import type { NeedKind } from '../../../sync-engine/contract/needs.ts';
import type { en } from '../../i18n/en/index.ts';

/** What the button of a need says: a key of the catalogue `home.action`. */
export const BUTTONS: Readonly<Record<NeedKind, keyof typeof en.home.action>> = {
  held: 'answer',
  replaced: 'decide',
  signIn: 'signIn',
  locked: 'unlock',
  folder: 'look',
  moved: 'locate',
  bucket: 'check',
  permission: 'check',
  halted: 'tryAgain',
  conflicts: 'resolve',
  problems: 'show',
  offline: 'tryAgain',
};
