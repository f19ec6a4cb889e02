/**
 * Fails when a file imports across a forbidden layer border (the table in docs/architecture.md). Run by `npm test`.
 */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';

interface Layer {
  readonly folder: string;
  /** What a file of this layer may import: other layers' folders, files, or package names (`node:` for any built-in). */
  readonly may: readonly string[];
  /** True when any npm package and any Node built-in may be imported. */
  readonly packages: boolean;
}

const LAYERS: readonly Layer[] = [
  { folder: 'sync-engine/core', may: ['sync-engine/core', 'ignore'], packages: false },
  {
    folder: 'sync-engine/contract',
    may: ['sync-engine/contract', 'sync-engine/core', 'zod', '@orpc/contract'],
    packages: false,
  },
  { folder: 'sync-engine/ports', may: ['sync-engine/ports', 'sync-engine/core'], packages: false },
  {
    folder: 'sync-engine/adapters',
    may: ['sync-engine/adapters', 'sync-engine/ports', 'sync-engine/core'],
    packages: true,
  },
  {
    folder: 'sync-engine/engine',
    may: [
      'sync-engine/engine',
      'sync-engine/ports',
      'sync-engine/core',
      'sync-engine/contract',
      'node:crypto',
      'node:path',
    ],
    packages: false,
  },
  {
    folder: 'sync-engine/compose',
    may: [
      'sync-engine/compose',
      'sync-engine/adapters',
      'sync-engine/engine',
      'sync-engine/ports',
      'sync-engine/core',
      'sync-engine/contract',
    ],
    packages: true,
  },
  { folder: 'sync-engine/local-store', may: ['sync-engine/local-store'], packages: true },
  {
    folder: 'sync-engine/service',
    may: ['sync-engine/service', 'sync-engine/contract', 'sync-engine/index.ts', 'sync-engine/local-store'],
    packages: true,
  },
  {
    folder: 'sync-engine/cli',
    may: [
      'sync-engine/cli',
      'sync-engine/contract',
      'sync-engine/index.ts',
      'sync-engine/service',
      'sync-engine/server',
      'sync-engine/local-store',
    ],
    packages: true,
  },
  {
    folder: 'sync-engine/server',
    may: ['sync-engine/server', 'sync-engine/service', 'sync-engine/contract', 'sync-engine/index.ts'],
    packages: true,
  },
  {
    folder: 'main',
    may: ['main', 'sync-engine/service', 'sync-engine/contract', 'sync-engine/index.ts', 'electron'],
    packages: true,
  },
  { folder: 'renderer', may: ['renderer', 'sync-engine/contract'], packages: true },
];

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g;

function within(target: string, allowed: string): boolean {
  return target === allowed || target.startsWith(`${allowed}/`);
}

function violation(file: string, specifier: string): string | undefined {
  const layer = LAYERS.find((candidate) => within(file, candidate.folder));
  const relative = specifier.startsWith('.');
  if (specifier === 'electron' && layer?.folder !== 'main') return 'electron appears only in main/';
  if (layer === undefined) return undefined;
  const target = relative ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  if (layer.may.some((allowed) => within(target, allowed))) return undefined;
  if (!relative && layer.packages) return undefined;
  return `${layer.folder} may import only ${layer.may.join(', ')}${layer.packages ? ' and packages' : ''}`;
}

const faults: string[] = [];
for await (const found of glob('{sync-engine,main,renderer}/**/*.{ts,tsx}')) {
  const file = found.split(path.sep).join('/');
  for (const match of readFileSync(found, 'utf8').matchAll(IMPORT)) {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const why = violation(file, specifier);
    if (why !== undefined) faults.push(`${file}: import of '${specifier}': ${why}`);
  }
}
if (faults.length > 0) {
  console.error(`Import layers broken:\n  ${faults.join('\n  ')}`);
  process.exitCode = 1;
}
