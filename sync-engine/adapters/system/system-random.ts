import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../ports/clock.ts';
import { ID_ALPHABET } from './id-alphabet.ts';

/** Randomness of the operating system: ids and UUIDs are unguessable. */
export const systemRandom: Random = {
  float: () => randomBytes(4).readUInt32BE() / 2 ** 32,
  id(length) {
    let id = '';
    while (id.length < length) id += ID_ALPHABET.charAt(randomInt(ID_ALPHABET.length));
    return id;
  },
  uuid: () => randomUUID(),
};
