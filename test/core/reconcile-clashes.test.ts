import { describe } from 'vitest';
import { checkTrees } from './check-trees.ts';

describe('a file on one side, a folder on the other', () => {
  checkTrees(
    {},
    `
    new file here, new folder there: the file moves aside                                    | a:x    | a/b:y     |       | clash-local-aside a, download-new a/b
    new folder here, new file there: the object moves aside                                  | a/b:x  | a:y       |       | clash-remote-aside a, upload-new a/b
    the folder there is only a marker: the file still moves aside                            | a:x    | a/        |       | clash-local-aside a, folder-make a/
    the folder here is empty: the object still moves aside                                   | a/     | a:x       |       | clash-remote-aside a, folder-upload a/
    deep below the folder there                                                              | a:x    | a/b/c/d:y |       | clash-local-aside a, download-new a/b/c/d
    an unchanged file became a folder there: it is trashed, not put aside                    | a:x    | a/b:y     | a:x   | trash a, download-new a/b
    an edited file became a folder there: the edit is put aside                              | a:xx   | a/b:y     | a:x   | clash-local-aside a, download-new a/b
    a touched file became a folder there: it is put aside unread                             | a:x*   | a/b:y     | a:x   | clash-local-aside a, download-new a/b
    an unchanged file became a folder here: the object is recycled                           | a/b:y  | a:x       | a:x   | recycle a, upload-new a/b
    a file became a folder here and was edited there: the edit is put aside                  | a/b:y  | a:xx      | a:x   | clash-remote-aside a, upload-new a/b
    an unchanged folder became a file there: it makes way                                    | a/b:x  | a:y       | a/b:x | download-new a, folder-prune a/, trash a/b
    an unchanged folder became a file here: its objects are recycled                         | a:y    | a/b:x     | a/b:x | upload-new a, recycle a/b
    a folder became a file there, with an edit inside here: the file goes aside              | a/b:xx | a:y       | a/b:x | clash-remote-aside a, upload-edit-beats-delete a/b
    a folder became a file there, with a touched file inside here: the file goes aside       | a/b:x* | a:y       | a/b:x | clash-remote-aside a, folder-prune a/, inspect a/b
    a folder became a file there, with something unsyncable inside here: the file goes aside | a/s@   | a:y       |       | clash-remote-aside a, folder-upload a/, blocked(symlink) a/s
    a folder became a file here, with an edit inside there: the file goes aside              | a:y    | a/b:xx    | a/b:x | clash-local-aside a, download-edit-beats-delete a/b
    `,
  );
  checkTrees(
    { mode: 'upload-only' },
    `
    upload-only leaves the object where it is            | a/b:x | a:y   |  | leave-remote a, upload-new a/b
    upload-only uploads the file beside the folder there | a:x   | a/b:y |  | upload-new a, leave-remote a/b
    `,
  );
  checkTrees(
    { mode: 'download-only' },
    `
    download-only puts the local file aside                  | a:x   | a/b:y |  | clash-local-aside a, download-new a/b
    download-only cannot put the object aside: it is blocked | a/b:x | a:y   |  | blocked(beside-folder) a, leave-local a/b
    `,
  );
});

describe('an object beside a folder of its name', () => {
  checkTrees(
    {},
    `
    both new: the folder comes, the object is blocked                          |       | a:x a/b:y |           | blocked(beside-folder) a, download-new a/b
    the object beside a marker is blocked                                      |       | a:x a/    |           | blocked(beside-folder) a, folder-make a/
    the file is in step: what is below is blocked                              | a:x   | a:x a/b:y | a:x       | blocked(beside-file) a/b
    the file is in step: a marker is blocked                                   | a:x   | a:x a/    | a:x       | blocked(beside-file) a/
    the folder is in step: the object is blocked                               | a/b:y | a:x a/b:y | a/b:y     | blocked(beside-folder) a
    the file became a folder here: its object is recycled, the other one comes | a/c:z | a:x a/b:y | a:x       | recycle a, download-new a/b, upload-new a/c
    the folder became a file here: its object is recycled, not blocked         | a:x   | a:x a/b:y | a:x a/b:y | recycle a/b
    the file conflicts: what is below is blocked                               | a:xx  | a:y a/b:z |           | conflict a, blocked(beside-file) a/b
    the file went there: what is below comes                                   | a:x   | a/b:y     | a:x       | trash a, download-new a/b
    `,
  );
});

describe('names that sort between a and a/', () => {
  checkTrees(
    {},
    `
    do not part a file from the folder of its name | a:x                    | a/b:y a!:z a-b/c:z a.txt:z |              | clash-local-aside a, download-new a!, download-new a-b/c, download-new a.txt, download-new a/b
    are not taken to lie below it                  | a:x a!:y a-b/c:z       | a!:y a-b/c:z               | a!:y a-b/c:z | upload-new a
    nest                                           | a:x a!:y               | a!/b:z a/b:z               |              | clash-local-aside a, clash-local-aside a!, download-new a!/b, download-new a/b
    and names above / close it                     | a:x a0/b:y             |                            |              | upload-new a, upload-new a0/b
    surrogates sort above the rest                 | \uff5e:x \u{1f600}/b:y | \u{1f600}:z                |              | upload-new \uff5e, clash-remote-aside \u{1f600}, upload-new \u{1f600}/b
    `,
  );
});
