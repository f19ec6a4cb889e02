const MINUTE_MS = 60_000;

function formatFor(language: string, spanMs: number): Intl.DateTimeFormat {
  const timeStyle = spanMs < 10 * MINUTE_MS ? 'medium' : 'short';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle });
}

/** A span of time as the language writes it, with seconds where it is short. */
export function spanText(language: string, fromMs: number, toMs: number): string {
  return formatFor(language, toMs - fromMs).formatRange(fromMs, toMs);
}

/** An instant within a span of so many milliseconds, with seconds where that is short. */
export function instantText(language: string, ms: number, spanMs: number): string {
  return formatFor(language, spanMs).format(ms);
}
