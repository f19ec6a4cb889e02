/** The code under which every expected failure of a call travels; anything else is a bug. */
export const SYNC_ERROR = 'SYNC_ERROR';
