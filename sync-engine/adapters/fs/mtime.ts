const NS_PER_US = 1000n;
const NS_PER_S = 1_000_000_000n;

/** The whole microseconds at or below a time in nanoseconds. */
export function microseconds(ns: bigint): bigint {
  const us = ns / NS_PER_US;
  return ns % NS_PER_US < 0n ? us - 1n : us;
}

/**
 * The seconds to hand to `futimes` so that the file's time falls into the same microsecond as `ns`.
 *
 * Node passes times on as doubles, which are 238 ns apart at today's dates: the nearest one may lie in the microsecond
 * before. Then the middle of the microsecond does, which rounding cannot push out of it until the year 2106.
 */
export function utimesSeconds(ns: bigint): number {
  const nearest = Number(ns) / 1e9;
  const us = microseconds(ns);
  return microseconds(kernelTime(nearest)) === us ? nearest : (Number(us) + 0.5) / 1e6;
}

/** The nanoseconds libuv makes of a double: the fraction is cut towards zero (src/unix/fs.c, uv__fs_to_timespec). */
function kernelTime(seconds: number): bigint {
  const whole = Math.trunc(seconds);
  return BigInt(whole) * NS_PER_S + BigInt(Math.trunc((seconds - whole) * 1e9));
}
