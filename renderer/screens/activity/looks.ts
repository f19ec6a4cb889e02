import {
  ArrowDown,
  ArrowUp,
  CircleX,
  Equal,
  EyeOff,
  FolderMinus,
  FolderPlus,
  Hand,
  History,
  OctagonX,
  PenLine,
  Split,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { en } from '../../i18n/en/index.ts';

export type ActionName = keyof typeof en.activity.action;

const ICONS: Readonly<Record<ActionName, LucideIcon>> = {
  uploaded: ArrowUp,
  downloaded: ArrowDown,
  recycled: Trash2,
  trashed: Trash2,
  renamed: PenLine,
  recorded: Equal,
  forgotten: EyeOff,
  conflict: Split,
  restored: History,
  purged: Trash2,
  'folder-made': FolderPlus,
  'folder-removed': FolderMinus,
  held: Hand,
  failed: CircleX,
  halted: OctagonX,
};

export function isActionName(action: string): action is ActionName {
  return Object.hasOwn(ICONS, action);
}

export function iconOf(action: ActionName): LucideIcon {
  return ICONS[action];
}
