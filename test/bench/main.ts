/**
 * How long `windlass sync` takes beside `rclone sync`, on the same Ceph RGW and the same files: up, again with nothing changed, and
 * down. Prints medians and ratios; `npm run bench -- [--files 10000] [--bytes 4096] [--rounds 3]`.
 */
import { randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startRgw } from '../tools/rgw.ts';
import { createContender, CONTENDERS, STEPS, type Step } from './contenders.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    bytes: { type: 'string', default: '4096' },
    rounds: { type: 'string', default: '3' },
  },
});
const [files, bytes, rounds] = [values.files, values.bytes, values.rounds].map(Number) as [
  number,
  number,
  number,
];

const base = await mkdtemp(path.join(tmpdir(), 'windlass-bench-'));
const rgw = await startRgw();
try {
  const source = path.join(base, 'source');
  await writeFiles(source);
  const seconds = new Map<string, number[]>();
  for (let round = 1; round <= rounds; round++) {
    for (const name of CONTENDERS) {
      const contender = await createContender(name, { source, base, server: rgw, round });
      for (const step of STEPS) {
        const took = await contender.run(step);
        seconds.set(`${name} ${step}`, [...(seconds.get(`${name} ${step}`) ?? []), took]);
        console.log(`round ${round}: ${name} ${step} ${took.toFixed(2)} s`);
      }
      await contender.clean();
    }
  }
  console.log(`\n${files} files of ${bytes} bytes, medians of ${rounds} rounds, seconds`);
  for (const step of STEPS) {
    const [ours, theirs] = [median(seconds, 'windlass', step), median(seconds, 'rclone', step)];
    const ratio = (theirs / ours).toFixed(2);
    console.log(`${step}: windlass ${ours.toFixed(2)}, rclone ${theirs.toFixed(2)}, ${ratio} times as fast`);
  }
} finally {
  await rgw.stop();
  await rm(base, { recursive: true, force: true });
}

/** A hundred files a folder, of random bytes, so that nothing can be compressed or told apart by chance. */
async function writeFiles(folder: string): Promise<void> {
  const content = Buffer.alloc(bytes);
  for (let n = 0; n < files; n++) {
    const place = path.join(folder, `folder ${Math.floor(n / 100)}`);
    if (n % 100 === 0) await mkdir(place, { recursive: true });
    await writeFile(path.join(place, `file ${n}`), randomFillSync(content));
  }
}

function median(all: ReadonlyMap<string, readonly number[]>, name: string, step: Step): number {
  const sorted = (all.get(`${name} ${step}`) ?? []).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
