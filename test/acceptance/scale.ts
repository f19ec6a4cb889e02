/**
 * How much is carried. `npm run acceptance` shows what is promised at its full size; the test command shows the same at a size that
 * leaves time for the other suites.
 */
export const SCALE = process.env['WINDLASS_ACCEPTANCE'] === 'full' ? 'full' : 'brief';
const whole = SCALE === 'full';

/** Files of the tree that two devices share. */
export const FILES = whole ? 20_000 : 1_200;
/** Random moments at which a sync is killed. */
export const KILLS = whole ? 200 : 8;
/** Bytes of the file whose transfer is killed at half. */
export const LARGE_BYTES = (whole ? 1024 : 96) * 1024 ** 2;
