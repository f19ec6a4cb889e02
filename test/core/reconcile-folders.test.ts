import { describe } from 'vitest';
import { checkTrees } from './check-trees.ts';

describe('empty folders and markers', () => {
  checkTrees(
    {},
    `
    an empty folder gets a marker                                        | d/            |           |               | folder-upload d/
    a marker makes a folder                                              |               | d/        |               | folder-make d/
    both there on their own are recorded                                 | d/            | d/        |               | folder-record d/
    in step                                                              | d/            | d/        | d/            | nothing
    a folder with files needs no marker                                  | d/a:x         | d/a:x     | d/a:x         | nothing
    deleted here: the marker is recycled                                 |               | d/        | d/            | folder-recycle d/
    marker deleted there: the folder is removed                          | d/            |           | d/            | folder-remove d/
    marker deleted there, with a file here: only forgotten               | d/a:x         | d/a:x     | d/ d/a:x      | folder-forget d/
    the last file deleted there: the folder goes too                     | d/a:x         |           | d/a:x         | folder-prune d/, trash d/a
    and so do the folders around it                                      | d/e/f/a:x     |           | d/e/f/a:x     | folder-prune d/, folder-prune d/e/, folder-prune d/e/f/, trash d/e/f/a
    also past a name that was a file once                                | d/a/b:x       |           | d/a:x d/a/b:x | folder-prune d/, forget d/a, folder-prune d/a/, trash d/a/b
    a touched last file deleted there: the folder goes if it does        | d/a:x*        |           | d/a:x         | folder-prune d/, inspect d/a
    not where another file stays                                         | d/e/a:x d/b:y | d/b:y     | d/e/a:x d/b:y | folder-prune d/e/, trash d/e/a
    not where a new file is                                              | d/a:x d/b:y   |           | d/a:x         | trash d/a, upload-new d/b
    not where something comes                                            | d/a:x         | d/b/c:y   | d/a:x         | trash d/a, download-new d/b/c
    not where a new empty folder is                                      | d/a:x d/e/    |           | d/a:x         | trash d/a, folder-upload d/e/
    tried where only a symlink is left: the disk refuses, the row stays  | d/a:x d/s@    |           | d/a:x         | folder-prune d/, trash d/a, blocked(symlink) d/s
    a folder with nothing but a symlink is kept by a marker              | d/s@          |           |               | folder-upload d/, blocked(symlink) d/s
    the same, its marker deleted there: left alone                       | d/s@          |           | d/            | blocked(symlink) d/s
    not where a marker keeps it                                          | d/a:x         | d/        | d/ d/a:x      | trash d/a
    the last file deleted here keeps the folder, by a marker             | d/            | d/a:x     | d/a:x         | folder-upload d/, recycle d/a
    deleted here, with an edit inside there: it comes back with its file |               | d/ d/a:xx | d/ d/a:x      | download-edit-beats-delete d/a
    a new marker around new files is made, then filled                   |               | d/ d/a:x  |               | folder-make d/, download-new d/a
    gone on both sides is forgotten                                      |               |           | d/            | folder-forget d/
    `,
  );
  checkTrees(
    { mode: 'upload-only' },
    `
    upload-only writes a deleted marker again | d/ |  | d/ | folder-upload d/
    `,
  );
  checkTrees(
    { mode: 'download-only' },
    `
    download-only makes a deleted folder again |    | d/ | d/ | folder-make d/
    download-only uploads no marker            | d/ |    |    | nothing
    `,
  );
});
