import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PairState } from '../../sync-engine/contract/api/index.ts';
import { Notifier } from '../../main/notify/notifier.ts';
import { en } from '../../main/texts/en.ts';
import { appState } from '../service/states.ts';
import { Notification } from './stand-in/bar.ts';

vi.mock('electron', () => import('./stand-in/bar.ts'));

const shown: string[] = [];

beforeEach(() => {
  shown.splice(0);
  vi.useFakeTimers();
  vi.spyOn(Notification.prototype, 'show').mockImplementation(function (this: Notification) {
    shown.push(this.title);
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
});

describe('that all is in step', () => {
  const [{ id }] = appState([{}]).pairs as readonly [PairState];
  const network = { code: 'network', title: '', message: '', remedy: '' } as const;

  function after(changes: Partial<PairState>): Notifier {
    const notifier = new Notifier({ open: () => undefined, texts: () => en });
    onTestFinished(() => notifier.end());
    notifier.hear([{ pair: id, atMs: 1, action: 'uploaded', reason: 'upload-new', path: 'a.txt' }]);
    see(notifier, changes);
    return notifier;
  }

  function see(notifier: Notifier, changes: Partial<PairState>): void {
    const { settings, ...state } = appState([changes]);
    notifier.see({ ...state, settings: { ...settings, notifications: { attention: false, synced: true } } });
  }

  it('is told after something has happened, once', () => {
    const notifier = after({});
    see(notifier, {});
    expect(shown).toEqual(['Everything is in step']);
  });

  const cases: readonly (readonly [string, Partial<PairState>])[] = [
    ['a file that failed', { failed: 1 }],
    ['a blocked file', { blocked: 1 }],
    ['no network', { halted: network }],
    ['work', { activity: 'working' }],
    ['a folder that was not looked at yet', { settled: false }],
    ['a pause', { activity: 'paused' }],
  ];
  it.each(cases)('waits until there is an end to %s', (_name, changes) => {
    const notifier = after(changes);
    expect(shown).toEqual([]);
    see(notifier, {});
    expect(shown).toEqual(['Everything is in step']);
  });
});
