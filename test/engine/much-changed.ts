import { binScene } from './bin-scene.ts';

/** The folder of an upload-only pair in which much was changed since a time, and how it was then and is now. */
export async function muchChanged() {
  const all = await binScene({}, { mode: 'upload-only' });
  const { anna, settle } = all;
  await anna.write('edited', 'first');
  await anna.write('deleted/far below', 'was here');
  await anna.write('docs/renamed', 'moves about, long enough to be sure');
  await anna.write('file, then folder', 'a file');
  await anna.write('folder, then file/leaf', 'leaf');
  await anna.mkdir('empty');
  await anna.write('same', 'untouched');
  const then = await settle();
  const before = await anna.contents();
  await anna.write('edited', 'second');
  for (const name of ['deleted', 'file, then folder', 'folder, then file', 'empty']) await anna.remove(name);
  await anna.move('docs/renamed', 'elsewhere/new name');
  await settle();
  await anna.write('file, then folder/leaf', 'in a folder');
  await anna.write('folder, then file', 'a file now');
  await anna.mkdir('later/empty');
  await anna.write('later/file', 'new');
  await settle();
  const after = await anna.contents();
  return { ...all, asOfMs: then, before, after };
}
