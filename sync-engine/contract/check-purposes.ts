/** What is lost where a check fails without which a pair can be synced, in the words of the command line. */
export const CHECK_PURPOSES = {
  'find-unfinished-uploads': 'finding uploads that a crash left behind',
  'clear-broken-copies': 'clearing away a copy of more than 5 GiB that broke off',
  purge: '`windlass trash purge`',
  retention: 'setting how long trash is kept',
  'notice-expiry': 'noticing rules that delete files',
  'notice-versions': 'this hint',
} as const;

export type CheckPurpose = keyof typeof CHECK_PURPOSES;
