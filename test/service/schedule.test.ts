import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { ApiClient, AppSettings, ScheduleRule } from '../../sync-engine/contract/api/index.ts';
import { scheduleAt } from '../../sync-engine/service/schedule.ts';
import { eventually } from '../tools/eventually.ts';
import { openDesk } from '../ui/desk.ts';

const WEEKDAYS = [1, 2, 3, 4, 5];
const OFFICE: ScheduleRule = {
  days: WEEKDAYS,
  from: '09:00',
  to: '17:00',
  effect: { up: 1_000, down: null },
};
/** Holds at any time. */
const ALWAYS: ScheduleRule = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', effect: 'pause' };
const NIGHT: ScheduleRule = { days: [5], from: '22:00', to: '06:00', effect: 'pause' };

function settings(
  schedule: readonly ScheduleRule[],
  bandwidth: AppSettings['bandwidth'] = { up: null, down: null },
) {
  return { bandwidth, schedule: [...schedule] } as AppSettings;
}

/** 2026-11-20 is a Friday; local time. */
function at(day: number, time: string): Date {
  return new Date(`2026-11-${day}T${time}:00`);
}

describe('the schedule', () => {
  it.each([
    ['inside its hours', at(20, '09:00'), 1_000],
    ['at its end, which is outside', at(20, '17:00'), null],
    ['before its start', at(20, '08:59'), null],
    ['on another day', at(21, '10:00'), null],
  ])('limits %s', (_name, when, up) => {
    expect(scheduleAt(settings([OFFICE]), when)).toEqual({ paused: false, up, down: null });
  });

  it.each([
    ['on the evening it names', at(20, '23:00'), true],
    ['on the morning after', at(21, '05:59'), true],
    ['no longer at its end', at(21, '06:00'), false],
    ['not on the morning before', at(20, '05:00'), false],
    ['not on the next evening', at(21, '23:00'), false],
  ])('rests over midnight %s', (_name, when, paused) => {
    expect(scheduleAt(settings([NIGHT]), when).paused).toBe(paused);
  });

  it('takes the lowest of the limits that hold', () => {
    const tighter: ScheduleRule = { ...OFFICE, effect: { up: 200, down: 300 } };
    const always = { up: 500, down: null };
    expect(scheduleAt(settings([OFFICE, tighter], always), at(20, '12:00'))).toEqual({
      paused: false,
      up: 200,
      down: 300,
    });
    expect(scheduleAt(settings([OFFICE, tighter], always), at(20, '20:00'))).toMatchObject({
      up: 500,
      down: null,
    });
  });
});

describe('a rest by the schedule', () => {
  async function resting() {
    const desk = await openDesk({ pairs: ['photos'] });
    const [photos] = desk.pairs;
    if (photos === undefined) throw new Error('no pair');
    const client: Pick<ApiClient, 'pairs' | 'settings'> = createRouterClient(desk.service.router);
    const { id } = photos;
    const state = () => desk.service.context.pair(id).state();
    await client.settings.update({ schedule: [ALWAYS] });
    expect(state()).toMatchObject({ activity: 'paused', pausedBy: 'schedule' });
    await photos.write('a.txt', 'a');
    return { id, client, state };
  }

  it('ends when it is resumed, until the schedule has it rest anew', async () => {
    const { id, client, state } = await resting();
    await client.pairs.resume({ pairs: [id] });
    await eventually(() => expect(state()).toMatchObject({ activity: 'resting', files: 1 }));
    await client.settings.update({ schedule: [ALWAYS, NIGHT] });
    expect(state().activity).not.toBe('paused');
    await client.settings.update({ schedule: [] });
    await client.settings.update({ schedule: [ALWAYS] });
    expect(state()).toMatchObject({ activity: 'paused', pausedBy: 'schedule' });
  });

  it('stays, or stays ended, when the folder gets another name', async () => {
    const { id, client, state } = await resting();
    await client.pairs.rename({ pair: id, name: 'Pictures' });
    expect(state()).toMatchObject({ name: 'Pictures', pausedBy: 'schedule' });
    await client.pairs.resume({ pairs: [id] });
    await client.pairs.rename({ pair: id, name: 'Holidays' });
    await eventually(() => expect(state()).toMatchObject({ activity: 'resting', files: 1 }));
  });

  it('is no pause of the user, which holds after it', async () => {
    const { id, client, state } = await resting();
    await client.pairs.pause({ pairs: [id] });
    expect(state().pausedBy).toBe('user');
    await client.settings.update({ schedule: [] });
    expect(state()).toMatchObject({ activity: 'paused', pausedBy: 'user' });
  });
});
