import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const MODULE = path.resolve(import.meta.dirname, '../../sync-engine/service/give-way.ts');

/** A process as a service is: it has threads already when it begins to give way. */
const PROGRAM = `
  import { existsSync, readdirSync, readFileSync } from 'node:fs';
  import { stat } from 'node:fs/promises';
  import os from 'node:os';
  import { giveWay } from ${JSON.stringify(MODULE)};
  await stat('.');
  giveWay(process.env);
  const linux = process.platform === 'linux';
  const group = '/proc/self/autogroup';
  console.log(JSON.stringify({
    threads: (linux ? readdirSync('/proc/self/task') : [0]).map((id) => os.getPriority(Number(id))),
    session: linux && existsSync(group) ? Number(readFileSync(group, 'utf8').split(' ').at(-1)) : null,
  }));
`;

interface Priorities {
  readonly threads: readonly number[];
  /** Of all processes of its session together; null where sessions do not share the processors evenly. */
  readonly session: number | null;
}

async function prioritiesOf(
  env: Readonly<Record<string, string | undefined>>,
  { ownSession }: { readonly ownSession: boolean },
): Promise<Priorities> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', PROGRAM], {
    detached: ownSession,
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await json(child.stdout)) as Priorities;
}

const BELOW_NORMAL = os.constants.priority.PRIORITY_BELOW_NORMAL;

it('lowers every thread of the process, and nobody else of its session', async () => {
  const { threads, session } = await prioritiesOf({}, { ownSession: false });
  expect(new Set(threads)).toEqual(new Set([BELOW_NORMAL]));
  expect(session ?? 0).not.toBe(BELOW_NORMAL);
});

it('lowers its session where that is its own', async () => {
  const { threads, session } = await prioritiesOf({}, { ownSession: true });
  expect(new Set(threads)).toEqual(new Set([BELOW_NORMAL]));
  expect(session ?? BELOW_NORMAL).toBe(BELOW_NORMAL);
});

it('takes its turn like any other where it is told to', async () => {
  const { threads, session } = await prioritiesOf({ WINDLASS_PRIORITY: 'normal' }, { ownSession: true });
  expect(new Set(threads)).toEqual(new Set([os.getPriority()]));
  expect(session ?? 0).toBe(0);
});
