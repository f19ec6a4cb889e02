/**
 * A process of its own for index tests. `node index-worker.ts FILE write` applies pairs of rows for ever, telling each
 * durable one on stdout; `… hold` opens the index and waits.
 */
import { openIndexForTest } from './open-index-for-test.ts';
import { fileRow } from './records.ts';

const [file = '', task = ''] = process.argv.slice(2);
const { index } = openIndexForTest(file);
process.stdout.write('open\n');

if (task === 'hold') {
  setInterval(() => {}, 1_000);
} else {
  for (let n = Number(index.setting('n') ?? 0) + 1; ; n++) {
    const durable = n % 3 === 0;
    const rows = Array.from({ length: 20 }, (_, at) => fileRow(`${n}/${at}`));
    const changes = rows.map((row) => ({ kind: 'baseline', row }) as const);
    index.apply([...changes, { kind: 'setting', name: 'n', value: String(n) }], { durable });
    if (durable) process.stdout.write(`${n}\n`);
  }
}
