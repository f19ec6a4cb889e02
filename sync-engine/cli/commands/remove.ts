import { EXIT } from '../../contract/exit-code.ts';
import { forgetPair, openHome } from '../../index.ts';
import { hostOf, requirePair } from '../pairs.ts';
import type { Handler } from '../runner.ts';
import { pairRecord } from './pairs.ts';

export const remove: Handler<[string], object> = async (call, [name]) => {
  const home = await openHome(call.io.env);
  const pair = requirePair(home, name);
  await forgetPair(home, pair, hostOf(call));
  call.out.emit(
    pairRecord(pair),
    `${pair.name} is forgotten; its files stay in ${pair.folder} and in the bucket.`,
  );
  return EXIT.ok;
};
