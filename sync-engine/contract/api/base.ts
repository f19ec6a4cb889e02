import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ErrorFields } from '../events.ts';
import { SYNC_ERROR } from './sync-error.ts';

/** What a person reads about a failure, and what a program can tell it by: code, title, what happened, remedy. */
export const ErrorInfo = ErrorFields;
export type ErrorInfo = z.infer<typeof ErrorInfo>;

/** Every procedure of the contract: an expected failure is data, never a bare text. */
export const procedure = oc.errors({ [SYNC_ERROR]: { data: ErrorInfo } });

export const count = z.int().nonnegative();
export const bytes = z.int().nonnegative();
/** Milliseconds since the epoch. */
export const instantMs = z.int();
export const pairId = z.uuid();
/** A path within a pair: `/` between names, a folder ends in `/`, empty for the whole pair. */
export const pairPath = z.string().max(4096);

/** One window of a long list: `offset` rows in, `limit` rows at most. */
export const window = { offset: count, limit: z.int().min(1).max(1000) };

export const ofPair = z.strictObject({ pair: pairId });
export const done = z.strictObject({});
