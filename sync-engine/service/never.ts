/** For calls that came without a signal: nothing ever cancels them. */
export const NEVER: AbortSignal = new AbortController().signal;
