const INSTANT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-/;

/** The start of a trash folder's name: a UTC instant to the millisecond, without the colons Windows refuses. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:.]/g, '');
}

/** The instant a trash folder's name starts with, milliseconds since the epoch; undefined when it is not one of ours. */
export function parseInstant(name: string): number | undefined {
  const match = INSTANT.exec(name);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}
