import { setFlagsFromString } from 'node:v8';

/**
 * By default V8 lets garbage grow with the memory of the machine, to several times what is in use; a sync of a million files has some
 * 40 MiB in use at a time. Measured on a sync of 300,000 files with nothing changed: 190 MiB at most in place of 390, for a quarter more
 * of CPU time (ADR 10). Both flags are read at each collection, so that they may be set in a running process.
 */
const FLAGS = [
  // The young generation stays small: what is in flight of three streams does not grow with the tree.
  '--semi-space-growth-factor=1',
  // The old generation is collected once it has doubled.
  '--heap-growing-percent=100',
];

/** For the process of an engine. Call it first, before there is much of a heap. */
export function keepHeapLean(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
