/** Files that cannot be kept in step, and why. */
export const problems = {
  title: 'Files that are not in step',
  lead: 'Each says why, and what would help. All other files go on.',
  none: 'Every file can be kept in step.',
  list: 'Files that are not in step',
  retry: 'Try again now',
  resume: 'Resume and try again',
  ignore: 'Ignore it',
  ignored: '“{{path}}” is left alone from now on. The ignore rules have it.',
  blocked: 'Blocked',
  failed: 'Failed',
  since: 'since {{when}}',
  attempts_one: 'tried once',
  attempts_other: 'tried {{count, number}} times',
  next: 'next try {{when}}',
  soon: 'next try in a moment',
} as const;
