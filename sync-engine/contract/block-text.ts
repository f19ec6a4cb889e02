import type { BlockReason } from '../core/entry.ts';

export type { BlockReason } from '../core/entry.ts';

/** Why a path is not synced, and what would change that. */
export interface BlockText {
  /** A few words, no full stop. */
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
}

const TEXTS: Readonly<Record<BlockReason, BlockText>> = {
  symlink: {
    title: 'Symbolic link',
    message: 'Links are not followed, because they may lead out of the folder or round in a circle.',
    remedy: 'Put the file itself here, or add the link to .windlassignore.',
  },
  'special-file': {
    title: 'Not a file',
    message: 'It is a socket, a pipe or a device: it has no content that could be stored.',
    remedy: 'Add it to .windlassignore.',
  },
  'name-illegal': {
    title: 'Characters this computer does not allow',
    message:
      'The name holds a character that the file system here cannot store, such as < > : " | ? * or \\.',
    remedy: 'Rename it on the other side.',
  },
  'name-reserved': {
    title: 'Reserved name',
    message: 'Windows keeps this name for a device (CON, NUL, COM1 …).',
    remedy: 'Rename it on the other side.',
  },
  'name-trailing': {
    title: 'Space or dot at the end',
    message: 'Windows cannot store a name that ends in a space or a dot.',
    remedy: 'Rename it on the other side.',
  },
  'name-not-utf8': {
    title: 'Name in an unknown encoding',
    message: 'The name is not valid Unicode, and an object must have a Unicode name.',
    remedy: 'Rename it, for example with `convmv`.',
  },
  'name-too-long': {
    title: 'Name too long for a disk',
    message: 'One part of the path is longer than the 255 bytes a file system stores.',
    remedy: 'Shorten the name.',
  },
  'key-too-long': {
    title: 'Path too long for the bucket',
    message: "The path, with the pair's prefix, passes the 1,024 bytes an object's name may have.",
    remedy: 'Shorten the name, or that of a folder above it.',
  },
  'key-unsafe': {
    title: 'Not a safe path',
    message:
      'The name in the bucket would lead out of the folder or cannot be a file (.., //, a leading slash).',
    remedy: 'Rename or delete the object in the bucket.',
  },
  'name-clash': {
    title: 'Same name as another',
    message: 'Another name differs from this one only in letter case or in how accents are written.',
    remedy: 'Rename one of the two.',
  },
  'beside-folder': {
    title: 'File and folder of one name',
    message: 'The bucket holds an object of this name and others below it; a disk cannot hold both.',
    remedy: 'Rename the object in the bucket.',
  },
  'beside-file': {
    title: 'Below a file',
    message: 'The path above this one is a file on both sides, so it cannot be a folder too.',
    remedy: 'Rename the object in the bucket.',
  },
  reserved: {
    title: "Windlass's own",
    message: 'The name .windlass is kept for what Windlass itself needs.',
    remedy: 'Rename it.',
  },
  'too-large': {
    title: 'Too large',
    message: 'An object may have at most 5 TiB.',
    remedy: 'Split the file, or add it to .windlassignore.',
  },
};

export function blockText(reason: BlockReason): BlockText {
  return TEXTS[reason];
}

export function isBlockReason(text: string): text is BlockReason {
  return Object.hasOwn(TEXTS, text);
}
