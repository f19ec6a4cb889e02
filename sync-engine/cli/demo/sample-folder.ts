import { createCipheriv } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Bytes; large enough for a progress bar to be seen. */
const LARGE_FILE = 20 * 1024 * 1024;

const TEXTS: Readonly<Record<string, string>> = {
  'Read me first.txt':
    'This folder is kept in step with a bucket. Change something and watch the other folder.\n',
  'Shopping list.txt': 'Bread\nButter\nCoffee\n',
  'Letters/To the harbour office.txt':
    'Dear Sir or Madam,\n\nthe windlass on pier 4 creaks. Kindly send oil.\n',
  'Letters/Answer.txt': 'The oil is on its way.\n',
  'Letters/2025/Postcard.txt': 'The sea is calm. Wish you were here.\n',
  'Accounts/2026-10.csv': 'day,what,euro\n2,rope,18.40\n9,paint,42.00\n',
  'Accounts/2026-11.csv': 'day,what,euro\n4,oil,7.90\n',
  'Recipes/Fish soup.md': '# Fish soup\n\nFish, onions, potatoes, saffron. Patience.\n',
  'Recipes/Crème brûlée.md': '# Crème brûlée\n\nCream, yolks, sugar, a torch.\n',
  'Photos/港の朝.txt': 'A photo would be here: the harbour in the morning.\n',
  'Photos/⚓ anchor.txt': 'A photo would be here: an anchor.\n',
};
const EMPTY_FOLDER = 'Drafts (empty)';
export const LARGE_NAME = 'Photos/Panorama.bin';

/** Fills a folder with what people keep: texts, sub-folders, names beyond ASCII, an empty folder and one large file. */
export async function makeSampleFolder(root: string): Promise<void> {
  for (const [name, text] of Object.entries(TEXTS)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await mkdir(path.join(root, EMPTY_FOLDER), { recursive: true });
  await writeFile(path.join(root, LARGE_NAME), incompressible(LARGE_FILE));
}

/** Bytes that no transfer can shorten, and that are the same in every demo: zeros, enciphered. */
function incompressible(size: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(size));
}
