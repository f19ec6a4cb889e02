/** What a line of the plan means to a person. */
export type PlanAction =
  | 'conflict'
  | 'blocked'
  | 'held'
  | 'upload'
  | 'download'
  | 'recycle'
  | 'trash'
  | 'other';

const ACTIONS: Readonly<Record<string, PlanAction>> = {
  conflict: 'conflict',
  'clash-local-aside': 'conflict',
  'clash-remote-aside': 'conflict',
  blocked: 'blocked',
  recycle: 'recycle',
  'folder-recycle': 'recycle',
  trash: 'trash',
  'folder-remove': 'trash',
  'folder-prune': 'trash',
  'folder-upload': 'upload',
  'folder-make': 'download',
};

/** By the decision's code (docs/sync-semantics.md); what only looks closer or keeps books is `other`. */
export function planAction({ code, held }: { readonly code: string; readonly held: boolean }): PlanAction {
  if (held) return 'held';
  if (code.startsWith('upload-')) return 'upload';
  if (code.startsWith('download-')) return 'download';
  return ACTIONS[code] ?? 'other';
}
