import type { SyncError, SyncErrorCode } from '../core/error.ts';
import { ACCOUNT_TEXTS } from './error-texts/account.ts';
import { HOUSE_TEXTS } from './error-texts/house.ts';
import { LOCAL_TEXTS } from './error-texts/local.ts';
import { STORE_TEXTS } from './error-texts/store.ts';
import type { ErrorText, TextOf } from './error-texts/text.ts';

export type { SyncErrorCode } from '../core/error.ts';
export type { ErrorText } from './error-texts/text.ts';

/** Total: a code without a text does not compile. */
const TEXTS: Readonly<Record<SyncErrorCode, TextOf>> = {
  ...ACCOUNT_TEXTS,
  ...STORE_TEXTS,
  ...LOCAL_TEXTS,
  ...HOUSE_TEXTS,
};

export const SYNC_ERROR_CODES = Object.keys(TEXTS) as readonly SyncErrorCode[];

/** What to tell a person about an error: a title, what happened, and what to do. Plain text, no secret in it. */
export function errorText(error: SyncError): ErrorText {
  return TEXTS[error.code](error);
}

export function isSyncErrorCode(text: string): text is SyncErrorCode {
  return Object.hasOwn(TEXTS, text);
}
