import { realpath } from 'node:fs/promises';
import { fail } from '../../core/error.ts';

/** Watchers follow no symlink, not even the one that the root may be: this is where it leads. */
export async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    throw fail('root-missing', 'the folder to watch is not there', { cause });
  }
}
