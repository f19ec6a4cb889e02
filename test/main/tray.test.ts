import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AppState, PairState } from '../../sync-engine/contract/api/index.ts';
import { tomorrowMs } from '../../sync-engine/contract/tomorrow.ts';
import { en } from '../../main/texts/en.ts';
import { trayMenu } from '../../main/tray/tray-menu.ts';
import { TRAY_STATES, trayState } from '../../main/tray/tray-state.ts';
import { trayIcon } from '../../main/tray/tray-icon.ts';
import { appState } from '../service/states.ts';

const RUNNING = { state: 'running' } as const;
const assets = path.resolve(import.meta.dirname, '../../main/assets');

const HALF = { filesDone: 1, filesTotal: 2, bytesDone: 1, bytesTotal: 2, bytesPerSecond: 0, steady: false };

const halted = (code: string): Partial<PairState> => ({
  halted: { code, title: code, message: code, remedy: '' } as NonNullable<PairState['halted']>,
});

describe('the state that the tray shows', () => {
  const cases: readonly (readonly [string, readonly Partial<PairState>[], string])[] = [
    ['nothing to do', [{}], 'in-step'],
    ['no pair yet', [], 'in-step'],
    ['files on their way', [{ activity: 'working', progress: HALF }, {}], 'working'],
    ['a folder that was not looked at yet', [{ activity: 'looking', settled: false }, {}], 'working'],
    ['a look for changes', [{ activity: 'looking' }], 'in-step'],
    ['every pair paused', [{ activity: 'paused' }, { activity: 'paused' }], 'paused'],
    ['one of two paused', [{ activity: 'paused' }, {}], 'in-step'],
    ['no network', [halted('network')], 'offline'],
    ['no network for a paused pair', [{ activity: 'paused', ...halted('network') }, {}], 'in-step'],
    ['a conflict beside work', [{ activity: 'working' }, { conflicts: 1 }], 'attention'],
    ['deletions held while paused', [{ activity: 'paused', held: 30 }], 'attention'],
    ['a blocked file', [{ blocked: 1 }], 'attention'],
    ['a file that failed', [{ failed: 1 }], 'attention'],
    ['a list that the bucket did not finish', [halted('listing-incomplete')], 'offline'],
    ['another folder in its place', [{ held: 1, ...halted('root-replaced') }], 'attention'],
    ['a folder that is missing', [halted('root-missing')], 'attention'],
    ['a pair being opened', [{ activity: 'starting', ...halted('aborted') }], 'in-step'],
  ];
  it.each(cases)('%s', (_name, pairs, expected) => {
    expect(trayState(RUNNING, appState(pairs))).toBe(expected);
  });

  it('is offline without an engine, and asks for attention when the engine says why it cannot start', () => {
    expect(trayState({ state: 'restarting', restartAtMs: 0 }, appState([{}]))).toBe('offline');
    expect(trayState(RUNNING, undefined)).toBe('offline');
    const fault = { code: 'config-invalid', title: '', message: '', remedy: '' } as const;
    expect(trayState({ state: 'restarting', restartAtMs: 0, fault }, undefined)).toBe('attention');
  });
});

describe('the icons of the tray', () => {
  const kinds = [
    ['linux', ''],
    ['linux', '@2x'],
    ['darwin', ''],
    ['darwin', '@2x'],
  ] as const;
  it.each(kinds)('differ by shape, not by colour alone (%s%s)', (platform, density) => {
    const shapes = TRAY_STATES.map((state) =>
      shapeOf(trayIcon(assets, state, platform).replace('.png', `${density}.png`)),
    );
    for (const [at, a] of shapes.entries()) {
      for (const b of shapes.slice(at + 1)) {
        expect(b).toHaveLength(a.length);
        const differing = a.filter((covered, pixel) => covered !== b[pixel]).length;
        expect(differing / a.length).toBeGreaterThan(0.15);
      }
    }
  });
});

describe("the tray's menu", () => {
  const pressed: unknown[] = [];
  const actions = {
    open: () => pressed.push('open'),
    syncNow: () => pressed.push('sync'),
    pause: (untilMs?: number) => pressed.push(['pause', untilMs]),
    resume: () => pressed.push('resume'),
    update: () => pressed.push('update'),
    quit: () => pressed.push('quit'),
  };
  const menu = (state: AppState, update?: string) =>
    trayMenu({ tray: 'in-step', state, update }, en, actions, () => 1_000);

  it('pauses for an hour, until tomorrow morning, or until resumed', () => {
    const pause = menu(appState([{}])).find(({ label }) => label === 'Pause');
    for (const entry of (pause?.submenu ?? []) as { click(): void }[]) entry.click();
    expect(pressed.splice(0)).toEqual([
      ['pause', 3_601_000],
      ['pause', tomorrowMs(1_000)],
      ['pause', undefined],
    ]);
    const morning = new Date(tomorrowMs(new Date(2026, 11, 31, 23, 59).getTime()));
    expect([morning.getFullYear(), morning.getMonth(), morning.getDate(), morning.getHours()]).toEqual([
      2027, 0, 1, 8,
    ]);
  });

  it('offers to resume only what rests, and an update only when there is one', () => {
    const enabled = (state: AppState, wanted: string) =>
      menu(state).find(({ label }) => label === wanted)?.enabled;
    expect(enabled(appState([{}]), 'Resume')).toBe(false);
    expect(enabled(appState([{ activity: 'paused' }]), 'Resume')).toBe(true);
    expect(enabled(appState([{ activity: 'paused' }]), 'Sync now')).toBe(false);
    const labels = (update?: string) => menu(appState([]), update).map(({ label }) => label);
    expect(labels('2.0.0')).toContain('Restart to update to 2.0.0');
    expect(labels().join()).not.toContain('update');
  });
});

/** For each pixel of a PNG (RGBA, eight bits), whether it is mostly covered. Source: the PNG specification, sections 9 and 11. */
function shapeOf(file: string): readonly boolean[] {
  const png = readFileSync(file);
  const [width, height, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  if (colour !== 6) throw new Error(`${file} has no alpha channel`);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * 4;
  const rows = Buffer.alloc(stride * height);
  const pixel = (row: number, x: number): number => (row < 0 || x < 0 ? 0 : (rows[row * stride + x] ?? 0));
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const [left, up, corner] = [pixel(row, x - 4), pixel(row - 1, x), pixel(row - 1, x - 4)];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      rows[row * stride + x] = ((raw[row * (stride + 1) + 1 + x] ?? 0) + predicted) & 255;
    }
  }
  return Array.from({ length: width * height }, (_, at) => (rows[at * 4 + 3] ?? 0) > 127);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
