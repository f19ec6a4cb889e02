/** A log line for people: `10:15:00.123 WARN  message name=value …`. */

const LEVELS: Readonly<Record<number, string>> = { 20: 'DEBUG', 30: 'INFO ', 40: 'WARN ', 50: 'ERROR' };

/** Turns one of pino's JSON lines into text; a line it does not understand stays as it is. */
export function prettyLine(line: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof parsed !== 'object' || parsed === null) return line;
  const { time, level, msg, ...fields } = parsed as Record<string, unknown>;
  const clock = new Date(Number(time)).toISOString().slice(11, 23);
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  return `${clock} ${LEVELS[Number(level)] ?? String(level)} ${String(msg)}${rest.join('')}\n`;
}
