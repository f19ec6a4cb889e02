import { EXIT } from '../../contract/exit-code.ts';
import { instantOf } from '../../contract/events.ts';
import { openHome, openView } from '../../index.ts';
import { formatTime, printable } from '../output/format.ts';
import { choosePairs } from '../pairs.ts';
import type { Handler } from '../runner.ts';

export const conflicts: Handler<[string | undefined], object> = async (call, [name]) => {
  const { out } = call;
  const home = await openHome(call.io.env);
  let found = 0;
  for (const pair of choosePairs(home, name === undefined ? [] : [name])) {
    const view = await openView(home, pair);
    try {
      for (const { path, copyPath, atMs } of view.conflicts()) {
        found++;
        out.emit(
          { type: 'conflict', pair: pair.name, path, copyPath, at: instantOf(atMs) },
          `${formatTime(atMs)}  ${pair.name}: ${printable(path)}\n  your version: ${printable(copyPath)}`,
        );
      }
    } finally {
      view.close();
    }
  }
  out.note(
    found === 0
      ? 'No conflicts.'
      : 'Compare the two, keep what you want under the first name, and delete or rename the copy: that settles it.',
  );
  return EXIT.ok;
};
