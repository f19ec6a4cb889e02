/**
 * The first string, in UTF-8 byte order, above everything that starts with `prefix`; undefined when there is none
 * (an empty prefix, or nothing but U+10FFFF). Works on code points, whose order is that of their UTF-8 bytes.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const next = nextPoint(last.codePointAt(0) ?? 0);
    if (next !== undefined) return points.join('') + String.fromCodePoint(next);
  }
  return undefined;
}

function nextPoint(point: number): number | undefined {
  if (point === 0x10ffff) return undefined;
  return point === 0xd7ff ? 0xe000 : point + 1; // surrogates have no UTF-8
}
