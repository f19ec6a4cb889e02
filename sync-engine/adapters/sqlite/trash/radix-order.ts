/** Bits taken at a time: 64 Ki counters, and three rounds for times that lie within 2^48 ms. */
const DIGITS = 2 ** 16;

/**
 * The places of the first `length` values in ascending order, equal ones in the order of their places. Values are whole numbers
 * below 2^53 apart. A counting sort, digit by digit: faster by far than `sort` with a comparator.
 */
export function radixOrder(values: Float64Array, length: number): Uint32Array {
  let order = Uint32Array.from({ length }, (_, place) => place);
  let spare = new Uint32Array(length);
  const { lowest, highest } = rangeOf(values, length);
  for (let divisor = 1; highest - lowest >= divisor; divisor *= DIGITS) {
    const digits = new Uint16Array(length);
    const starts = new Uint32Array(DIGITS);
    for (let place = 0; place < length; place++) {
      const digit = Math.floor(((values[place] ?? 0) - lowest) / divisor) % DIGITS;
      digits[place] = digit;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let start = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const many = starts[digit] ?? 0;
      starts[digit] = start;
      start += many;
    }
    for (let at = 0; at < length; at++) {
      const place = order[at] ?? 0;
      const digit = digits[place] ?? 0;
      const to = starts[digit] ?? 0;
      spare[to] = place;
      starts[digit] = to + 1;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

function rangeOf(values: Float64Array, length: number) {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < length; place++) {
    const value = values[place] ?? 0;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { lowest, highest };
}
