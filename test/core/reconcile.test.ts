import { describe, expect, it } from 'vitest';
import { checkTrees } from './check-trees.ts';
import { reconcileTrees } from './fixtures.ts';

const FOLDING = { caseSensitive: false, windowsNames: false };
const WINDOWS = { caseSensitive: false, windowsNames: true };
const E = 'é';
const E_NFD = 'e\u0301';
const LONG = 'n'.repeat(200);
const TOO_LONG = 'n'.repeat(256);
const LONG_PREFIX = `${'p'.repeat(900)}/`;

function ignored(path: string): boolean {
  return path.split('/').includes('tmp') || path === 'Foo';
}

describe('one file', () => {
  checkTrees(
    {},
    `
    in step is not mentioned                    | a:x  | a:x  | a:x | nothing
    new on disk is uploaded                     | a:x  |      |     | upload-new a
    new in the bucket is downloaded             |      | a:x  |     | download-new a
    of one size on both sides is inspected      | a:x  | a:y  |     | inspect a
    of two sizes on both sides is a conflict    | a:x  | a:yy |     | conflict a
    deleted on disk is recycled                 |      | a:x  | a:x | recycle a
    deleted in the bucket is trashed            | a:x  |      | a:x | trash a
    touched is hashed by its upload             | a:x* | a:x  | a:x | upload-changed a
    touched here and deleted there is inspected | a:x* |      | a:x | inspect a
    edited here and deleted there goes up       | a:xx |      | a:x | upload-edit-beats-delete a
    deleted here and edited there comes back    |      | a:xx | a:x | download-edit-beats-delete a
    gone on both sides is forgotten             |      |      | a:x | forget a
    `,
  );
});

describe('what cannot be seen is not deleted', () => {
  checkTrees(
    {},
    `
    below a folder that could not be listed           | d/?                 | d/a:x d/b/c:y     | d/a:x d/b/c:y     | folder-unseen d/, unseen d/a, unseen d/b/c
    nor is anything new put there                     | d/?                 | d/a:x d/m/        |                   | folder-unseen d/, unseen d/a, folder-unseen d/m/
    beside it, life goes on                           | d/? e:x             | d/a:x             | d/a:x             | folder-unseen d/, unseen d/a, upload-new e
    below a symlink that took a folder's place        | d@                  | d/ d/a:x          | d/ d/a:x          | blocked(symlink) d, folder-unseen d/, unseen d/a
    a symlink that took a file's place                | a@                  | a:x               | a:x               | blocked(symlink) a
    names before the symlink's slash are not below it | d@                  | d!:x d/a:y        | d!:x d/a:y        | blocked(symlink) d, recycle d!, unseen d/a
    in a folder whose name clashes                    | ${E_NFD}/a:x ${E}/% | ${E}/a:x ${E}/b:y | ${E}/a:x ${E}/b:y | blocked(name-clash) ${E}/, unseen ${E}/b
    a file that clashes with its folder hides it      | ${E}:x ${E_NFD}/%   | ${E}/b:y          | ${E}/b:y          | upload-new ${E}, blocked(name-clash) ${E}/, unseen ${E}/b
    `,
  );

  it('is told of in the totals', () => {
    expect(reconcileTrees({ local: 'd/?' }).totals.unseen).toBe(true);
    expect(reconcileTrees({ local: 'd/' }).totals.unseen).toBe(false);
  });
});

describe('what is ignored now', () => {
  checkTrees(
    { ignored },
    `
    is untracked and deleted nowhere |     | tmp/a:x     | tmp/a:x | untrack tmp/a
    in the bucket is not looked at   |     | tmp/a:x b:y |         | download-new b
    is untracked with its folder     |     | d/tmp/      | d/tmp/  | untrack d/tmp/
    keeps its folder                 | d/+ |             | d/      | folder-forget d/
    `,
  );
  checkTrees(
    { rules: FOLDING, ignored },
    `
    is untracked when the baseline spells only its object so | foo:x | Foo:x | Foo:x | untrack foo
    `,
  );
});

describe('two spellings of one name', () => {
  checkTrees(
    {},
    `
    NFC there and NFD here are one file                             | ${E_NFD}:x        | ${E}:x   | ${E_NFD}:x | nothing
    of two names on disk, the scan's choice is the file             | ${E_NFD}:x ${E}%  |          |            | blocked(name-clash) ${E}, upload-new ${E}
    unless the baseline knows the other: then nothing is done       | ${E_NFD}:yy ${E}% | ${E}:x   | ${E}:x     | blocked(name-clash) ${E}, blocked(name-clash) ${E}
    letters of another case are another name where the disk says so | README:x          | ReadMe:x |            | upload-new README, download-new ReadMe
    `,
  );
  checkTrees(
    { rules: FOLDING },
    `
    of two objects, the one the baseline knows is the file  | b:x        | B:x b:y  | b:y      | blocked(name-clash) b, upload-changed b
    of two new objects, the first is the file               |            | B:x b:y  |          | download-new b, blocked(name-clash) b
    letters of any case are one name where the disk says so | README:x   | ReadMe:x | README:x | nothing
    a name clash does not keep its folder from being tried  | d/a:x d/A% |          | d/a:x    | folder-prune d/, blocked(name-clash) d/a, trash d/a
    `,
  );

  it('puts what comes into the folder that is there, in its spelling', () => {
    const { decisions } = reconcileTrees({ local: `${E_NFD}/Sub/a:x`, remote: `${E}/Sub/b:y` });
    const made = decisions.find(({ code }) => code === 'download-new');
    expect(made?.localPath).toBe(`${E_NFD}/Sub/b`);
    expect(made?.remotePath).toBe(`${E}/Sub/b`);
  });

  it('spells what comes into no folder that is there in NFC', () => {
    const [made] = reconcileTrees({ remote: `${E_NFD}/b:y` }).decisions;
    expect(made?.localPath).toBe(`${E}/b`);
    expect(made?.remotePath).toBe(`${E_NFD}/b`);
  });

  it('gives a new file a key in NFC', () => {
    const [made] = reconcileTrees({ local: `${E_NFD}:y` }).decisions;
    expect(made?.localPath).toBe(E_NFD);
    expect(made?.remotePath).toBe(E);
  });
});

describe('what cannot be stored', () => {
  checkTrees(
    {},
    `
    a key that would escape the root     |  | ../a:x b/../c:x d//e:x |  | blocked(key-unsafe) ../a, blocked(key-unsafe) b/../c, blocked(key-unsafe) d//e
    a component that is too long         |  | ${TOO_LONG}:x          |  | blocked(name-too-long) ${TOO_LONG}
    a marker with bytes                  |  | d/:x                   |  | blocked(beside-folder) d/
    our own area is not part of the tree |  | .windlass/pair.json:x  |  | nothing
    `,
  );
  checkTrees(
    { rules: WINDOWS },
    `
    Windows names          |     | CON.txt:x a?b:x c.:x |  | blocked(name-illegal) a?b, blocked(name-trailing) c., blocked(name-reserved) con.txt
    beside a name that can | a:x | a.:y                 |  | upload-new a, blocked(name-trailing) a.
    `,
  );
  checkTrees(
    { prefix: LONG_PREFIX },
    `
    a key that would be too long with the prefix | ${LONG}:x |  |  | blocked(key-too-long) ${LONG}
    a folder key that would be too long          | ${LONG}/  |  |  | blocked(key-too-long) ${LONG}/
    `,
  );
});
