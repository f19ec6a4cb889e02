import type { Need, NeedKind } from '../../../sync-engine/contract/needs.ts';
import type { en } from '../../i18n/en/index.ts';
import { actionOf } from './need-actions.ts';

type ActionWord = keyof typeof en.home.action;

const BUTTONS: Readonly<Record<NeedKind, ActionWord>> = {
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

/** What the button of a need says: a key of the catalogue `home.action`. */
export function buttonOf(need: Need): ActionWord {
  const { kind } = actionOf(need);
  if (kind === 'resume') return 'resume';
  return need.kind === 'signIn' && kind === 'retry' ? 'tryAgain' : BUTTONS[need.kind];
}
