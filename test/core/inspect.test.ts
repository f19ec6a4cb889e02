import { describe, expect, it } from 'vitest';
import { decideInspected } from '../../sync-engine/core/inspect.ts';
import { reconcileTrees } from './fixtures.ts';
import type { Trees } from './fixtures.ts';

interface Case extends Trees {
  readonly name: string;
  /** What hashing the file and asking for the object's hash bring to light. */
  readonly here: string;
  readonly there?: string;
  readonly gives: string;
}

describe('a decision that needed a closer look', () => {
  it.each<Case>([
    {
      name: 'new on both sides and equal',
      local: 'a:x',
      remote: 'a:y',
      here: 'x',
      there: 'x',
      gives: 'record',
    },
    {
      name: 'new on both sides and different',
      local: 'a:x',
      remote: 'a:y',
      here: 'x',
      there: 'y',
      gives: 'conflict',
    },
    {
      name: 'new on both sides, the object does not tell',
      local: 'a:x',
      remote: 'a:y',
      here: 'x',
      gives: 'conflict',
    },
    {
      name: 'touched here, edited there',
      local: 'a:x*',
      remote: 'a:yy',
      base: 'a:x',
      here: 'x',
      there: 'yy',
      gives: 'download-changed',
    },
    {
      name: 'edited in place here, edited there',
      local: 'a:x*',
      remote: 'a:yy',
      base: 'a:x',
      here: 'z',
      there: 'yy',
      gives: 'conflict',
    },
    {
      name: 'edited here and there to the same',
      local: 'a:x*',
      remote: 'a:z',
      base: 'a:x',
      here: 'z',
      there: 'z',
      gives: 'record',
    },
    {
      name: 'edited here, only written anew there',
      local: 'a:x*',
      remote: 'a:n',
      base: 'a:x',
      here: 'z',
      there: 'x',
      gives: 'upload-changed',
    },
    {
      name: 'touched here, only written anew there',
      local: 'a:x*',
      remote: 'a:n',
      base: 'a:x',
      here: 'x',
      there: 'x',
      gives: 'record',
    },
    { name: 'touched here, deleted there', local: 'a:x*', base: 'a:x', here: 'x', gives: 'trash' },
    {
      name: 'edited in place here, deleted there',
      local: 'a:x*',
      base: 'a:x',
      here: 'z',
      gives: 'upload-edit-beats-delete',
    },
    {
      name: 'download-only, touched here: its new stamp is recorded',
      mode: 'download-only',
      local: 'a:x*',
      remote: 'a:x',
      base: 'a:x',
      here: 'x',
      there: 'x',
      gives: 'record',
    },
    {
      name: 'download-only, edited in place here: it stays',
      mode: 'download-only',
      local: 'a:x*',
      remote: 'a:x',
      base: 'a:x',
      here: 'z',
      there: 'x',
      gives: 'leave-local',
    },
    {
      name: 'download-only, touched here, the object does not tell: its new stamp is recorded',
      mode: 'download-only',
      local: 'a:x*',
      remote: 'a:x',
      base: 'a:x',
      here: 'x',
      gives: 'record',
    },
    {
      name: 'download-only, edited in place here, deleted there: it stays',
      mode: 'download-only',
      local: 'a:x*',
      base: 'a:x',
      here: 'z',
      gives: 'forget',
    },
    {
      name: 'upload-only, unchanged here, only written anew there',
      mode: 'upload-only',
      local: 'a:x',
      remote: 'a:n',
      base: 'a:x',
      here: 'x',
      there: 'x',
      gives: 'record',
    },
    {
      name: 'upload-only, unchanged here, edited there',
      mode: 'upload-only',
      local: 'a:x',
      remote: 'a:n',
      base: 'a:x',
      here: 'x',
      there: 'n',
      gives: 'upload-mirror',
    },
  ])('$name: $gives', ({ name: _name, here, there, gives, ...trees }) => {
    const [made] = reconcileTrees(trees).decisions;
    if (made === undefined || !['inspect', 'conflict'].includes(made.code))
      throw new Error('nothing to inspect');
    const remoteSha256 = there === undefined ? undefined : `sha-${there}`;
    const settled = decideInspected(trees.mode ?? 'two-way', made, {
      localSha256: `sha-${here}`,
      remoteSha256,
    });
    expect(settled.code).toBe(gives);
    expect(settled.localSha256).toBe(`sha-${here}`);
  });
});
