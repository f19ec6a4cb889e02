import * as fc from 'fast-check';

/** Pieces that make paths meet: separators, our own marks, characters on both sides of `~`, of the surrogates, and of case. */
const PIECE = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'A', '0', '9', 'doc', 'x.txt') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('~', '.', ' ', '-', '(', ')', '%', '+', '\n', '\x7f', '~20261121T'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'é',
      'e\u0301',
      'ß',
      'Σ',
      'İ',
      '漢',
      '\ue000',
      '\uffff',
      '😀',
      '.tar.gz',
      '.windlass',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
);

/** Any well-formed text. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(PIECE, { maxLength: 8 }).map((pieces) => pieces.join('')),
);

/** One component of a path that a file system takes. */
export const anyName = fc
  .array(PIECE, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join('').replaceAll('/', '|').replaceAll('\0', '0'))
  .filter((name) => !['', '.', '..'].includes(name));

/** A path relative to a pair, files and folders alike, none of them in our own area. */
export const anyPath = fc
  .tuple(fc.array(anyName, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([names, folder]) => names.join('/') + (folder ? '/' : ''))
  .filter((path) => !path.toLowerCase().startsWith('.windlass'));
