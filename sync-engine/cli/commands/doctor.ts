import { EXIT, exitCodeOf } from '../../contract/exit-code.ts';
import { openHome, openPairBeside, type DoctorCheck } from '../../index.ts';
import { printable } from '../output/format.ts';
import type { Style } from '../output/output.ts';
import { choosePair, hostOf } from '../pairs.ts';
import type { Handler } from '../runner.ts';

const MARKS: Readonly<Record<DoctorCheck['result'], readonly [mark: string, style: Style]>> = {
  ok: ['✓', 'green'],
  failed: ['✗', 'red'],
  warning: ['!', 'yellow'],
  skipped: ['-', 'dim'],
};

/** One line a check, as it is made. Exits with 4 when keys or a permission are missing, with 1 when only something else fails. */
export const doctor: Handler<[string | undefined], object> = async (call, [name]) => {
  const { out, signal } = call;
  const home = await openHome(call.io.env);
  const pair = choosePair(home, name);
  const { engine } = await openPairBeside(home, pair, hostOf(call));
  const failed: DoctorCheck[] = [];
  try {
    for await (const check of engine.doctor({ signal })) {
      if (check.result === 'failed') failed.push(check);
      const [mark, style] = MARKS[check.result];
      const needs = check.action === undefined || check.result === 'ok' ? '' : ` (needs ${check.action})`;
      const where = check.bucket === undefined ? '' : ` [${check.bucket}]`;
      out.emit(
        { type: 'doctor', pair: pair.name, ...check },
        `${out.paint(style, mark)} ${check.check}${where}${check.detail === '' ? '' : `: ${printable(check.detail)}`}${needs}`,
      );
    }
  } finally {
    await engine.close();
  }
  out.note(failed.length === 0 ? 'All is well.' : `${failed.length} of the checks failed.`);
  if (failed.length === 0) return EXIT.ok;
  return failed.some(isRefused) ? EXIT.credentials : EXIT.failure;
};

function isRefused({ code, detail }: DoctorCheck): boolean {
  return code !== undefined && exitCodeOf({ code, message: detail }) === EXIT.credentials;
}
