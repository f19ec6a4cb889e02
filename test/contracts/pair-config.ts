/** A whole configuration to spoil in one place. */
export const PAIR = {
  id: '6f1e4c52-9a1b-4f57-8d60-0d7c1c9c0a01',
  name: 'photos',
  folder: '/home/ann/Photos',
  bucket: 'ann-photos',
  prefix: '',
  recycle: { bucket: 'ann-recycle', prefix: 'photos/' },
  mode: 'two-way',
  account: { endpoint: 'https://s3.example.com', region: 'eu-1', credentials: { kind: 'env' } },
} as const;

export const OTHER = {
  ...PAIR,
  id: '6f1e4c52-9a1b-4f57-8d60-0d7c1c9c0a02',
  name: 'work',
  folder: '/home/ann/Work',
  bucket: 'ann-work',
  recycle: { bucket: 'ann-recycle', prefix: 'work/' },
} as const;

export function configWith(...pairs: readonly unknown[]): Record<string, unknown> {
  return {
    version: 1,
    device: { id: '6f1e4c52-9a1b-4f57-8d60-0d7c1c9c0a00', name: 'desk' },
    pairs,
    settings: {},
  };
}
