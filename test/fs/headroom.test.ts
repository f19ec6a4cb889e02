import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { systemHeadroom } from '../../sync-engine/adapters/system/system-headroom.ts';
import { can, needs } from './requires.ts';
import { diskFolder } from '../tools/temporary-files.ts';

test('tells what is free on the file system of the folder itself, and nothing of one that is not there', async (context) => {
  needs(context, process.getuid?.() === 0 && can('unshare', '-m', 'true'), 'root, to mount a small disk');
  const folder = await mkdtemp(path.join(diskFolder(), 'windlass-headroom-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4M', 'tmpfs', folder]);
    try {
      expect(await systemHeadroom.freeBytes(folder)).toBe(4 * 1024 ** 2);
    } finally {
      execFileSync('umount', [folder]);
    }
    expect(await systemHeadroom.freeBytes(`${folder}/nowhere`)).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('reads how many folders may be watched, where there is a limit', async (context) => {
  const name = 'fs.inotify.max_user_watches';
  needs(context, can('sysctl', name), 'Linux and sysctl');
  const limit = execFileSync('sysctl', ['-n', name], { encoding: 'utf8' });
  expect(await systemHeadroom.mostWatches()).toBe(Number(limit));
});
