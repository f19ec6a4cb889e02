import { Equal, FileLock2, FilePlus2, Replace, Trash2 } from 'lucide-react';

/** What a restore does with a path, each with its shape. */
export const RESTORE_ACTIONS = [
  { action: 'create', icon: FilePlus2 },
  { action: 'overwrite', icon: Replace },
  { action: 'identical', icon: Equal },
  { action: 'remove', icon: Trash2 },
  { action: 'leave', icon: FileLock2 },
] as const;
