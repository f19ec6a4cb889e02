import type { SyncErrorCode } from '../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../shared/error-text.ts';
import { ACCOUNT_ERRORS } from './errors/account.ts';
import { HOUSE_ERRORS } from './errors/house.ts';
import { LOCAL_ERRORS } from './errors/local.ts';
import { STORE_ERRORS } from './errors/store.ts';

/**
 * Failures by their code; English comes from the engine. `{{bucket}}`, `{{file}}`, `{{pair}}` and `{{action}}` stand for what is concerned,
 * `{{message}}` for the engine's own words where only they say it.
 */
export const errors: Readonly<Record<SyncErrorCode, ShownError>> = {
  ...ACCOUNT_ERRORS,
  ...STORE_ERRORS,
  ...LOCAL_ERRORS,
  ...HOUSE_ERRORS,
};
