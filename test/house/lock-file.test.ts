import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly gypfile?: boolean;
}

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

// `npm ci` refuses a lock file that lacks one of them, also where it is for another platform.
test('the lock file has every optional package, for all platforms', () => {
  const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) =>
          !(`node_modules/${name}` in lock.packages) && !(`${place}/node_modules/${name}` in lock.packages),
      )
      .map((name) => `${name}, for ${place === '' ? 'this project' : place}`),
  );
  expect(missing).toEqual([]);
});

// npm 10 takes a package with a binding.gyp for one that is to be compiled, unless its entry says otherwise; npm 11 reads
// `allowScripts`. The package brings its binaries, and a machine that is to run `npm ci` need have no compiler. `npm install`
// drops the line: put `"gypfile": false` back into the entry of better-sqlite3.
test('the lock file keeps npm 10 from compiling better-sqlite3', () => {
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
});
