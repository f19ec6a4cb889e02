import { EXIT } from '../../contract/exit-code.ts';
import { openHome, openPairBeside } from '../../index.ts';
import { count, printable } from '../output/format.ts';
import { choosePair, hostOf } from '../pairs.ts';
import type { Handler } from '../runner.ts';

/** Exits with 1 when something differs or cannot be read, with 3 when something is blocked only. */
export const verify: Handler<[string | undefined], { readonly download?: true }> = async (
  call,
  [name],
  { download },
) => {
  const { out, signal } = call;
  const home = await openHome(call.io.env);
  const pair = choosePair(home, name);
  const { engine } = await openPairBeside(home, pair, hostOf(call));
  let equal = 0;
  let blocked = 0;
  let wrong = 0;
  try {
    for await (const { path, result, detail } of engine.verify({ signal, download: download === true })) {
      if (result === 'equal') equal++;
      else if (result === 'blocked') blocked++;
      else wrong++;
      const style = result === 'blocked' ? 'yellow' : 'red';
      out.emit(
        { type: 'verify', pair: pair.name, path, result, detail },
        result === 'equal' && !out.verbose
          ? undefined
          : `${out.paint(result === 'equal' ? 'green' : style, result.padEnd(11))} ${printable(path)}  ${printable(detail)}`,
      );
    }
  } finally {
    await engine.close();
  }
  out.line(
    `${pair.name}: ${count(equal, 'file')} equal on both sides` +
      (wrong > 0 ? `, ${wrong} not` : '') +
      (blocked > 0 ? `, ${blocked} blocked` : ''),
  );
  if (wrong > 0) return EXIT.failure;
  return blocked > 0 ? EXIT.attention : EXIT.ok;
};
