import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lane } from '../../../preload/contract/sync.ts';
import { LANE_REASONS } from '../../../preload/contract/sync.ts';
import { instantOf, minutesOf } from '../calendar/civil-time.ts';
import { isSchoolDay } from '../calendar/school-days.ts';
import { deviceSpreadMs } from './device-spread.ts';
import { endOfNight, type ScheduleInput, scheduleLane, scheduleReady } from './schedule.ts';
import {
  type Interval,
  intervalsOf,
  type LaneWindow,
  subtract,
  union,
  weekdaysIn,
} from './schedule-windows.ts';

const HOUR = 3_600_000;
const PARIS = 'Europe/Paris';
const at = (date: string, time: string) => instantOf({ date, minutes: minutesOf(time) }, PARIS);

const CALM: ScheduleInput = {
  now: at('2026-11-24', '10:00'),
  windows: [],
  preferences: {
    automaticSync: true,
    quietHours: null,
    schoolHours: [],
    onBattery: 'text',
    onMetered: 'text',
  },
  isSchoolDay: (date) => isSchoolDay(date, 'A'),
  spreadMs: () => 0,
  isOnline: true,
  isOnBattery: false,
  isMetered: false,
  obstacle: null,
  stoppedUntil: null,
  pausedUntil: null,
  backOffUntil: null,
  gatheringUntil: null,
  urgentBefore: null,
  presentSince: 0,
};
const ask = (lane: Lane, changes: Partial<ScheduleInput> = {}) => scheduleLane(lane, { ...CALM, ...changes });

test('without a policy the students’ hours are those of their school’s clock', () => {
  const windows: LaneWindow[] = [];
  const reunion = { windows, schoolTimezone: 'Indian/Reunion' };
  // 08:30 and 17:00 at La Réunion are 05:30 and 14:00 in Paris, in winter.
  const opening = { mayGo: false, at: at('2026-11-24', '14:00'), reason: 'student-hours' };
  expect(ask('bulk', { ...reunion, now: at('2026-11-24', '06:00') })).toEqual(opening);
  expect(ask('bulk', { ...reunion, now: at('2026-11-24', '15:00') })).toEqual({ mayGo: true });
  expect(ask('bulk', { windows, now: at('2026-11-24', '15:00') })).toMatchObject({ mayGo: false });
});

test.each([
  ['2026-11-24', '10:00', { mayGo: false, at: at('2026-11-24', '17:00'), reason: 'student-hours' }],
  ['2026-11-24', '17:30', { mayGo: true }],
  ['2026-11-24', '18:30', { mayGo: true }],
  ['2026-11-24', '20:30', { mayGo: true }],
  ['2026-11-24', '23:00', { mayGo: true }],
  ['2026-11-25', '07:30', { mayGo: true }],
  ['2026-11-28', '10:00', { mayGo: true }], // Saturday
  ['2026-11-11', '10:00', { mayGo: true }], // Armistice
  ['2027-02-15', '10:00', { mayGo: true }], // winter holidays of zone A
])('documents on %s at %s, without a policy', (date, time, answer) => {
  expect(ask('bulk', { now: at(date, time) })).toEqual(answer);
});

test('text and grades pass at any time where the ENT says nothing', () => {
  expect(ask('normal')).toEqual({ mayGo: true });
  expect(ask('urgent')).toEqual({ mayGo: true });
});

test('winter holidays are a zone’s own', () => {
  const now = at('2027-02-15', '10:00');
  expect(ask('bulk', { now, isSchoolDay: (date) => isSchoolDay(date, 'B') })).toMatchObject({ mayGo: false });
});

const NIGHT_ONLY: LaneWindow[] = (['normal', 'bulk'] as const).map((lane) => ({
  days: '1-5',
  from: '07:30',
  to: '20:00',
  tz: PARIS,
  lane,
  mode: 'avoid',
}));

test('an ENT’s hours replace the house’s own, and hold in holidays too', () => {
  const now = at('2027-02-15', '10:00');
  const answer = { mayGo: false, at: at('2027-02-15', '20:00'), reason: 'ent-hours' };
  expect(ask('normal', { now, windows: NIGHT_ONLY })).toEqual(answer);
  expect(ask('urgent', { now, windows: NIGHT_ONLY })).toEqual({ mayGo: true });
  expect(ask('bulk', { now: at('2027-02-15', '20:30'), windows: NIGHT_ONLY })).toEqual({ mayGo: true });
});

test('hours that an ENT prefers are waited for when they begin within the hour', () => {
  const evening = {
    days: '1-5',
    from: '21:00',
    to: '07:00',
    tz: PARIS,
    lane: 'bulk',
    mode: 'prefer',
  } as const;
  const windows: LaneWindow[] = [{ ...evening, from: '08:30', to: '17:00', mode: 'avoid' }, evening];
  const answer = { mayGo: false, at: at('2026-11-24', '21:00'), reason: 'ent-hours' };
  expect(ask('bulk', { now: at('2026-11-24', '20:30'), windows })).toEqual(answer);
  expect(ask('bulk', { now: at('2026-11-24', '19:30'), windows })).toEqual({ mayGo: true });
});

test('hours without an end are told without a time', () => {
  const always = [{ ...(NIGHT_ONLY[0] as LaneWindow), days: '1-7', from: '00:00', to: '00:00' }];
  expect(ask('normal', { windows: always })).toEqual({ mayGo: false, at: null, reason: 'ent-hours' });
});

test('a deadline beats hours, never the ENT’s pause nor a teacher’s quiet hours', () => {
  const windows = [{ ...(NIGHT_ONLY[0] as LaneWindow), lane: 'urgent' as const }];
  const now = at('2026-11-24', '10:00');
  expect(ask('urgent', { windows })).toMatchObject({ mayGo: false, reason: 'ent-hours' });
  expect(ask('urgent', { windows, urgentBefore: now + 2 * HOUR })).toEqual({ mayGo: true });
  expect(ask('urgent', { windows, urgentBefore: now + 20 * HOUR })).toMatchObject({ mayGo: false });
  const pausedUntil = now + HOUR;
  expect(ask('urgent', { windows, urgentBefore: now + 2 * HOUR, pausedUntil })).toEqual({
    mayGo: false,
    at: pausedUntil,
    reason: 'ent-pause',
  });
});

test.each([
  [{ obstacle: 'sign-in-needed' }, 'sign-in-needed'],
  [{ isOnline: false }, 'offline'],
  [{ stoppedUntil: 0 }, 'stopped'],
  [{ preferences: { ...CALM.preferences, automaticSync: false } }, 'off'],
  [{ isMetered: true, preferences: { ...CALM.preferences, onMetered: 'nothing' } }, 'metered'],
] as const)('what only the teacher can end has no time: %j', (changes, reason) => {
  expect(ask('normal', changes)).toEqual({ mayGo: false, at: null, reason });
});

test('on a battery documents wait, and text passes', () => {
  const now = at('2026-11-24', '23:00');
  expect(ask('bulk', { now, isOnBattery: true })).toEqual({ mayGo: false, at: null, reason: 'on-battery' });
  expect(ask('normal', { now, isOnBattery: true })).toEqual({ mayGo: true });
});

test('the reason told is the one that holds longest', () => {
  const { now } = CALM;
  expect(ask('bulk', { gatheringUntil: now + 60_000, pausedUntil: now + HOUR })).toEqual({
    mayGo: false,
    at: at('2026-11-24', '17:00'),
    reason: 'student-hours',
  });
  expect(ask('bulk', { now: at('2026-11-24', '17:05'), spreadMs: () => 0.5 * HOUR })).toEqual({
    mayGo: false,
    at: at('2026-11-24', '17:30'),
    reason: 'spread',
  });
});

test('the night on which clocks change is as long as it is', () => {
  const quietHours = { from: '22:00', to: '06:00' };
  const preferences = { ...CALM.preferences, quietHours };
  const spring = ask('normal', { preferences, now: at('2027-03-27', '23:00') });
  expect(spring).toMatchObject({ at: Date.parse('2027-03-28T04:00Z') });
  const autumn = ask('normal', { preferences, now: at('2026-10-24', '23:00') });
  expect(autumn).toMatchObject({ at: Date.parse('2026-10-25T05:00Z') });
  expect(endOfNight(at('2026-10-24', '23:00'))).toBe(Date.parse('2026-10-25T05:00Z'));
  expect(endOfNight(at('2026-10-25', '12:00'))).toBe(at('2026-10-25', '12:00'));
});

test('hours that the school keeps free hold every lane, and no deadline beats them', () => {
  const hours = { days: '1-5', from: '08:00', to: '18:00', tz: PARIS, mode: 'avoid' } as const;
  const schoolHours: LaneWindow[] = [
    { ...hours, lane: 'urgent' },
    { ...hours, lane: 'normal' },
  ];
  const preferences = { ...CALM.preferences, schoolHours };
  const closed = { mayGo: false, at: at('2026-11-24', '18:00'), reason: 'school-hours' };
  expect(ask('normal', { preferences })).toEqual(closed);
  expect(ask('urgent', { preferences, urgentBefore: CALM.now + HOUR })).toEqual(closed);
  expect(ask('normal', { preferences, now: at('2026-11-24', '19:00') })).toEqual({ mayGo: true });
  const always = [{ ...hours, days: '1-7', from: '00:00', to: '00:00', lane: 'normal' as const }];
  expect(ask('normal', { preferences: { ...preferences, schoolHours: always } })).toMatchObject({ at: null });
});

const clock = fc
  .integer({ min: 0, max: 1439 })
  .map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  );
const instants = fc.integer({ min: Date.parse('2025-09-01T00:00Z'), max: Date.parse('2028-07-01T00:00Z') });
const windows = fc.array(
  fc.record({
    days: fc.constantFrom('1-5', '1,3', '6-7', '5-2', '1-7', '?'),
    from: clock,
    to: clock,
    tz: fc.constantFrom(PARIS, 'Indian/Reunion', 'UTC'),
    lane: fc.constantFrom<Lane>('urgent', 'normal', 'bulk'),
    mode: fc.constantFrom<LaneWindow['mode']>('avoid', 'prefer'),
  }),
  { maxLength: 5 },
);
const later = fc.option(fc.integer({ min: 1, max: 30 * HOUR }));
const inputs = fc
  .record({
    now: instants,
    windows,
    paused: later,
    backOff: later,
    gathering: later,
    device: fc.uuid(),
    presentFor: fc.integer({ min: 0, max: 48 * HOUR }),
  })
  .map(({ paused, backOff, gathering, device, presentFor, ...rest }): ScheduleInput => {
    const until = (ms: number | null) => (ms === null ? null : rest.now + ms);
    return {
      ...CALM,
      ...rest,
      spreadMs: (date, rangeMs) => deviceSpreadMs(device, date, rangeMs),
      pausedUntil: until(paused),
      backOffUntil: until(backOff),
      gatheringUntil: until(gathering),
      presentSince: rest.now - presentFor,
    };
  });
const lanes = fc.constantFrom<Lane>('urgent', 'normal', 'bulk');

test('at the time that it names a lane may go, and it is in the future', () => {
  fc.assert(
    fc.property(lanes, inputs, (lane, input) => {
      const answer = scheduleLane(lane, input);
      if (answer.mayGo) return;
      expect(LANE_REASONS).toContain(answer.reason);
      if (answer.at === null) return;
      expect(answer.at).toBeGreaterThan(input.now);
      expect(scheduleLane(lane, { ...input, now: answer.at })).toEqual({ mayGo: true });
    }),
    { verbose: 1, numRuns: 2000 },
  );
});

test('a lane never goes in hours to avoid, nor before a pause is over', () => {
  fc.assert(
    fc.property(lanes, inputs, (lane, input) => {
      if (!scheduleLane(lane, input).mayGo) return;
      expect(input.pausedUntil).toBe(null);
      const span = { startMs: input.now - 48 * HOUR, endMs: input.now + HOUR };
      for (const window of input.windows.filter((one) => one.lane === lane && one.mode === 'avoid'))
        for (const { startMs, endMs } of intervalsOf(window, span))
          expect(startMs <= input.now && input.now < endMs).toBe(false);
    }),
    { verbose: 1, numRuns: 2000 },
  );
});

test('a local wish never makes a lane go sooner', () => {
  const wishes = fc.record({
    quietHours: fc.option(fc.record({ from: clock, to: clock })),
    onBattery: fc.constantFrom('all' as const, 'text' as const, 'nothing' as const),
    isOnBattery: fc.boolean(),
  });
  const time = (answer: ReturnType<typeof scheduleLane>, now: number) =>
    answer.mayGo ? now : (answer.at ?? Number.POSITIVE_INFINITY);
  fc.assert(
    fc.property(lanes, inputs, wishes, (lane, input, { isOnBattery, ...wish }) => {
      const free = scheduleLane(lane, input);
      const stricter = scheduleLane(lane, {
        ...input,
        isOnBattery,
        preferences: { ...input.preferences, ...wish },
      });
      expect(time(stricter, input.now)).toBeGreaterThanOrEqual(time(free, input.now));
    }),
    { verbose: 1, numRuns: 1000 },
  );
});

test('hours without an end stay so when quiet hours come last', () => {
  const windows = [
    {
      days: '1-7',
      from: '00:00',
      to: '00:00',
      tz: 'Indian/Reunion',
      lane: 'bulk' as const,
      mode: 'avoid' as const,
    },
  ];
  const now = Date.UTC(2026, 11, 10, 23, 0, 0, 1);
  const preferences = { ...CALM.preferences, quietHours: { from: '00:00', to: '21:40' } };
  expect(ask('bulk', { now, windows, preferences })).toMatchObject({ mayGo: false, at: null });
});

test('2,000 computers begin over two hours, not at once, and each at its own minute every day', () => {
  const starts = Array.from({ length: 2000 }, (_, index) => {
    const spreadMs = (date: string, range: number) => deviceSpreadMs(`device-${index}`, date, range);
    const answer = ask('bulk', { spreadMs });
    return answer.mayGo || answer.at === null ? 0 : answer.at;
  });
  const opening = at('2026-11-24', '17:00');
  const perMinute = new Map<number, number>();
  for (const start of starts) {
    expect(start).toBeGreaterThanOrEqual(opening);
    expect(start).toBeLessThan(opening + 2 * HOUR);
    const minute = Math.floor((start - opening) / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  expect(perMinute.size).toBe(120);
  expect(Math.max(...perMinute.values())).toBeLessThan(45);
  expect(deviceSpreadMs('a', '2026-11-24', HOUR)).toBe(deviceSpreadMs('a', '2026-11-24', HOUR));
  expect(deviceSpreadMs('a', '2026-11-24', 2 * HOUR)).not.toBe(deviceSpreadMs('a', '2026-11-25', 2 * HOUR));
});

test('a computer that comes after an opening waits for no turn, and one that was there does', () => {
  const now = at('2026-11-24', '17:20');
  const spreadMs = () => HOUR;
  const turn = { mayGo: false, at: at('2026-11-24', '18:00'), reason: 'spread' };
  expect(ask('bulk', { now, spreadMs, presentSince: at('2026-11-24', '16:59') })).toEqual(turn);
  expect(ask('bulk', { now, spreadMs, presentSince: at('2026-11-24', '17:00') })).toEqual(turn);
  expect(ask('bulk', { now, spreadMs, presentSince: at('2026-11-24', '17:15') })).toEqual({ mayGo: true });
  // Whoever comes in the students' hours is there at their end, with all the others.
  const noon = at('2026-11-24', '12:00');
  expect(ask('bulk', { now: noon, spreadMs, presentSince: noon })).toMatchObject({
    at: at('2026-11-24', '18:00'),
  });
});

test('weekdays are read as they are written', () => {
  expect([...weekdaysIn('1-3,7')]).toEqual([1, 2, 3, 7]);
  expect([...weekdaysIn('6-1')]).toEqual([6, 7, 1]);
  expect(weekdaysIn('lundi').size).toBe(7);
});

test('intervals join and part without losing an instant', () => {
  const intervals = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
      .map(([startMs, length]): Interval => ({ startMs, endMs: startMs + length })),
    { maxLength: 6 },
  );
  const isIn = (list: readonly Interval[], instant: number) =>
    list.some(({ startMs, endMs }) => startMs <= instant && instant < endMs);
  fc.assert(
    fc.property(intervals, intervals, (some, others) => {
      for (let instant = -1; instant < 90; instant += 1) {
        expect(isIn(union(some), instant)).toBe(isIn(some, instant));
        expect(isIn(subtract(some, others), instant)).toBe(isIn(some, instant) && !isIn(others, instant));
      }
    }),
    { verbose: 1 },
  );
});

test.each([
  ['in an hour', {}, { mayGo: false, at: CALM.now + HOUR, reason: 'deferred' }],
  [
    'in an hour, the ENT’s pause being longer',
    { pausedUntil: CALM.now + 2 * HOUR },
    { mayGo: false, at: CALM.now + 2 * HOUR, reason: 'ent-pause' },
  ],
  [
    'in an hour, a gathering being shorter',
    { gatheringUntil: CALM.now + HOUR / 2 },
    { mayGo: false, at: CALM.now + HOUR, reason: 'deferred' },
  ],
  ['in an hour, without a network', { isOnline: false }, { mayGo: false, at: null, reason: 'offline' }],
] as const)('a lane that is ready %s', (_when, changes, answer) => {
  expect(scheduleReady('normal', { ...CALM, ...changes }, CALM.now + HOUR)).toEqual(answer);
});

test('a lane that is ready follows its hours alone', () => {
  expect(scheduleReady('normal', CALM, 0)).toEqual({ mayGo: true });
  expect(scheduleReady('bulk', CALM, CALM.now)).toEqual(ask('bulk'));
});
