import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocks } from '../../renderer/i18n/de/blocks.ts';
import { errors } from '../../renderer/i18n/de/errors.ts';
import { de } from '../../renderer/i18n/de/index.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { errorTextIn, withDetailsApart } from '../../renderer/shared/error-text.ts';
import { isBlockReason } from '../../sync-engine/contract/block-text.ts';
import { errorText, isSyncErrorCode } from '../../sync-engine/contract/error-text.ts';
import { describeError } from '../../sync-engine/contract/events.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Codes explained in the manual: rows of tables with a code first, and its meaning beside it. */
async function documentedCodes(): Promise<readonly string[]> {
  const manual = await readFile(path.join(ROOT, 'docs/sync-semantics.md'), 'utf8');
  return [...manual.matchAll(/^\| `([a-z-]+)` \| [^|]+\|$/gm)].map(([, code = '']) => code);
}

function leaves(value: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[at, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${at}.${key}`));
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map(([, name = '']) => name).toSorted();
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join() === b.join();
}

describe('catalogues', () => {
  it('explain every decision of the manual in both languages', async () => {
    const codes = (await documentedCodes()).filter((code) => !isBlockReason(code));
    expect(codes.length).toBeGreaterThan(30);
    for (const code of codes) {
      expect(en.reasons, code).toHaveProperty([code]);
      expect(de.reasons, code).toHaveProperty([code]);
    }
  });

  it('have one German word for a version', () => {
    expect(leaves(de).filter(([, text]) => text.includes('Fassung'))).toEqual([]);
  });

  it('have a German text for every reason why a file is blocked', async () => {
    const reasons = (await documentedCodes()).filter(isBlockReason);
    expect(reasons.length).toBeGreaterThan(10);
    for (const reason of reasons) expect(blocks, reason).toHaveProperty([reason]);
  });

  it('have a German text for every error', async () => {
    const source = await readFile(path.join(ROOT, 'sync-engine/core/error.ts'), 'utf8');
    const union = source.slice(source.indexOf('SyncErrorCode ='), source.indexOf('export type RetryClass'));
    const codes = [...union.matchAll(/\| '([a-z-]+)'/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(40);
    for (const code of codes) {
      expect(isSyncErrorCode(code), code).toBe(true);
      expect(errors, code).toHaveProperty([code]);
    }
  });

  it('put the same things into the same texts in both languages', () => {
    const german = new Map(leaves(de));
    for (const [key, text] of leaves(en)) {
      const other = german.get(key);
      expect(other, key).not.toBe('');
      // A German singular may say "one" in a word.
      const same = key.endsWith('_one') || isSame(placeholders(other ?? ''), placeholders(text));
      expect(same, key).toBe(true);
    }
  });
});

describe('the text of an error', () => {
  const error = { code: 'access-denied', message: 'no', bucket: 'photos', action: 's3:PutObject' } as const;
  const told = { ...error, ...errorText(error) };

  it('names bucket and action in German too', () => {
    const { title, message, remedy } = errorTextIn('de', told);
    expect(title).toBe('Nicht erlaubt');
    expect(message).toContain('„photos“');
    expect(`${message} ${remedy}`.match(/s3:PutObject/g)).toHaveLength(2);
  });

  it('is the engine’s own in English, with a remedy for people who have a screen', () => {
    const { title, message, remedy } = errorTextIn('en', told);
    expect({ title, message }).toEqual({ title: told.title, message: told.message });
    expect(remedy).toContain('“photos”');
    expect(remedy).not.toContain('windlass doctor');
  });

  it('says in German why a folder cannot be used, and names the one it meets', () => {
    const nested = {
      code: 'folder-nested',
      message: 'one inside the other',
      path: '/home/kim/papers',
    } as const;
    const { title, message, remedy } = errorTextIn('de', { ...nested, ...errorText(nested) });
    expect(message).toContain('„/home/kim/papers“');
    expect(`${title} ${message} ${remedy}`).not.toMatch(/inside|folder|Choose/);
  });

  it('reads well when it names nothing', () => {
    for (const language of ['de', 'en']) {
      for (const code of Object.keys(errors)) {
        const text = errorTextIn(language, { code, title: '', message: 'm', remedy: '' });
        expect(JSON.stringify(text), `${language} ${code}`).not.toMatch(/\{\{|undefined| [.,]|  /);
      }
    }
  });

  it('is whole sentences about folders in English too', () => {
    for (const code of [
      'folder-relative',
      'folder-disk',
      'folder-taken',
      'folder-nested',
      'folder-is-file',
    ] as const) {
      const error = { code, message: 'the folder must not', path: '/home/kim' };
      const { message } = errorTextIn('en', { ...error, ...errorText(error) });
      expect(message, code).toMatch(/^[A-Z].*\.$/);
      expect(message, code).not.toContain('must not');
    }
  });

  it('has its technical part apart, once, and the permission that is missing never in it', () => {
    const failure = {
      code: 'network',
      message: 's3:ListAllMyBuckets failed (connect ECONNREFUSED 127.0.0.1:1)',
      foreignCode: 'ECONNREFUSED',
    } as const;
    const shown = withDetailsApart(describeError(failure), errorTextIn('en', describeError(failure)));
    expect(shown.message).toBe('The server of the bucket could not be reached, or the connection broke.');
    expect(shown.details).toBe(failure.message);
    const german = withDetailsApart(describeError(failure), errorTextIn('de', describeError(failure)));
    expect(german.details).toBe(failure.message);
    const denied = describeError({ ...error, status: 403, foreignCode: 'AccessDenied' });
    expect(denied.details).toBeUndefined();
    expect(withDetailsApart(denied, errorTextIn('en', denied)).message).toMatch(/s3:PutObject.*photos/);
  });

  it('is the engine’s own where a language has none for its code', () => {
    const unknown = { code: 'new-fault', title: 'T', message: 'M', remedy: 'R' };
    expect(errorTextIn('de', unknown)).toEqual({ title: 'T', message: 'M', remedy: 'R' });
  });
});
