import { EXIT } from '../../contract/exit-code.ts';
import { instantOf } from '../../contract/events.ts';
import { openGuest, openHome, openView } from '../../index.ts';
import { count, formatBytes, printable } from '../output/format.ts';
import { choosePair, choosePairs } from '../pairs.ts';
import type { Call, Handler } from '../runner.ts';

type OfPair = Handler<[string | undefined], object>;

export const listHeld: OfPair = async (call, [name]) => {
  const { out } = call;
  const home = await openHome(call.io.env);
  let waiting = 0;
  for (const pair of choosePairs(home, name === undefined ? [] : [name])) {
    const view = await openView(home, pair);
    try {
      for (const { path, direction, state, guard, size, heldAtMs } of view.held()) {
        if (state === 'held') waiting++;
        const where = direction === 'local' ? 'in the folder' : 'in the bucket';
        out.emit(
          { type: 'held', pair: pair.name, path, direction, state, guard, size, heldAt: instantOf(heldAtMs) },
          `${pair.name}: ${printable(path)} (${formatBytes(size)}), to be deleted ${where}: ${state}, ${guard}`,
        );
      }
    } finally {
      view.close();
    }
  }
  out.note(
    waiting === 0
      ? 'No deletions are held.'
      : `${count(waiting, 'deletion')} held. windlass held approve lets them happen, windlass held reject brings the files back.`,
  );
  return EXIT.ok;
};

export const approveHeld: OfPair = (call, [name]) => answer(call, name, 'approved');

export const rejectHeld: OfPair = (call, [name]) => answer(call, name, 'rejected');

async function answer(call: Call, name: string | undefined, kind: 'approved' | 'rejected'): Promise<number> {
  const home = await openHome(call.io.env);
  const pair = choosePair(home, name);
  const guest = await openGuest(home, pair);
  try {
    const number = kind === 'approved' ? guest.approveHeld() : guest.rejectHeld();
    call.out.emit(
      { type: 'held-answer', pair: pair.name, answer: kind, count: number },
      number === 0 ? `${pair.name}: no deletions are held.` : answerText(pair.name, kind, number),
    );
    const { runningPid } = guest;
    if (number > 0)
      call.out.note(
        runningPid === undefined
          ? `Now run: windlass sync '${pair.name}'`
          : `Process ${runningPid} does it with its next cycle.`,
      );
  } finally {
    guest.close();
  }
  return EXIT.ok;
}

function answerText(pair: string, kind: 'approved' | 'rejected', number: number): string {
  return kind === 'approved'
    ? `${pair}: the next cycle carries out ${count(number, 'deletion')}; what is deleted goes to the recycle bucket or the local trash.`
    : `${pair}: the next cycle brings ${count(number, 'file')} back.`;
}
