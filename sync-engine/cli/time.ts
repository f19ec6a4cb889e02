import { usageFailure } from './output/failure.ts';
import { formatTime } from './output/format.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * An instant as people type it, in milliseconds since the epoch; undefined for anything else:
 * - ISO 8601 with its zone: `2026-11-21T10:15:00Z`, `2026-11-21T10:15+01:00`;
 * - local time: `2026-11-21`, `2026-11-21 10:15`, `2026-11-21 10:15:30.250` (a `T` between is fine too);
 * - so long ago: `90s`, `5m`, `2h`, `3d`, `1w`, also with ` ago` behind.
 */
export function parseTime(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim();
  const ago = /^(\d+(?:\.\d+)?)\s*([smhdw])(?:\s+ago)?$/i.exec(trimmed);
  if (ago !== null) {
    return Math.round(nowMs - Number(ago[1]) * (UNIT_MS[(ago[2] ?? '').toLowerCase()] ?? 0));
  }
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.(\d{1,3})\d*)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      trimmed,
    );
  if (match === null) return undefined;
  const [, day = '', minutes = '00:00', seconds = '00', fraction = '0', zone = ''] = match;
  const colonZone = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
  const ms = Date.parse(`${day}T${minutes}:${seconds}.${fraction.padEnd(3, '0')}${colonZone}`);
  // Date.parse carries the 31st of February over into March.
  return Number.isNaN(ms) || !isDay(day) ? undefined : ms;
}

function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** The instant an option such as `--as-of` names, as `parseTime`; throws `usage` for what is no time, or is still to come. */
export function requirePastTime(text: string): number {
  const nowMs = Date.now();
  const ms = parseTime(text, nowMs);
  if (ms === undefined)
    throw usageFailure(
      `'${text}' is not a time; say 2026-11-20, "2026-11-20 18:00", an ISO 8601 instant, or 5m, 2h, 3d for so long ago`,
    );
  if (ms > nowMs) throw usageFailure(`${formatTime(ms)} is still to come`);
  return ms;
}

/** A length of time such as `30d` or `12h`, in milliseconds; a bare number counts days. Undefined for anything else. */
export function parseAge(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdw]?)$/i.exec(text.trim());
  if (match === null) return undefined;
  return Number(match[1]) * (UNIT_MS[(match[2] || 'd').toLowerCase()] ?? 0);
}
