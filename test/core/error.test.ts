import { describe, expect, it } from 'vitest';
import { fail, hasCode, retryClass, SyncFailure, toSyncError } from '../../sync-engine/core/error.ts';

describe('sync errors', () => {
  it.each([
    ['throttled', 'transient'],
    ['network', 'transient'],
    ['local-writing', 'transient'],
    ['content-mismatch', 'transient'],
    ['precondition-failed', 'replan'],
    ['local-changed', 'replan'],
    ['upload-missing', 'replan'],
    ['access-denied', 'permanent'],
    ['disk-full', 'permanent'],
    ['root-missing', 'permanent'],
    ['internal', 'permanent'],
  ] as const)('of code %s are %s', (code, wanted) => {
    expect(retryClass(code)).toBe(wanted);
  });

  it('travel through a throw with their details and their cause', () => {
    const cause = new Error('ECONNRESET');
    const failure = fail('network', 'the connection broke', { path: 'a', retryAfterMs: 5, cause });
    expect(failure).toBeInstanceOf(SyncFailure);
    expect(failure.cause).toBe(cause);
    expect(failure.message).toBe('network: the connection broke');
    expect(toSyncError(failure)).toEqual({
      code: 'network',
      message: 'the connection broke',
      path: 'a',
      retryAfterMs: 5,
    });
  });

  it('without a cause have none', () => {
    expect('cause' in fail('timeout', 'too slow')).toBe(false);
  });

  it('tell a cancelled call from a bug', () => {
    expect(toSyncError(new DOMException('stop', 'AbortError')).code).toBe('aborted');
    expect(toSyncError(new TypeError('x is undefined'))).toEqual({
      code: 'internal',
      message: 'x is undefined',
    });
    expect(toSyncError('text')).toEqual({ code: 'internal', message: 'text' });
  });

  it('are recognised by their code', () => {
    const failure = fail('throttled', 'slow down');
    expect(hasCode(failure, 'network', 'throttled')).toBe(true);
    expect(hasCode(failure, 'network')).toBe(false);
    expect(hasCode(new Error('throttled'), 'throttled')).toBe(false);
  });
});
