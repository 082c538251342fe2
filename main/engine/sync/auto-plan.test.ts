import { expect, test } from 'vitest';
import { instantOf, minutesOf } from '../calendar/civil-time.ts';
import { type LastSession, nextSessionAt } from './auto-plan.ts';
import type { ScheduleInput } from './schedule.ts';

const PARIS = 'Europe/Paris';
const at = (date: string, time: string) => instantOf({ date, minutes: minutesOf(time) }, PARIS);
/** The last of all devices, whatever the range. */
const lastOf = (_date: string, rangeMs: number) => rangeMs - 1;
const input = (now: number): ScheduleInput => ({
  now,
  windows: [],
  preferences: {
    automaticSync: true,
    quietHours: null,
    schoolHours: [],
    onBattery: 'text',
    onMetered: 'text',
  },
  isSchoolDay: () => true,
  spreadMs: lastOf,
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
});
const endedAt = (startedAt: number): LastSession => ({
  countsFrom: startedAt,
  isRunning: false,
  hasFailed: false,
  isInVain: false,
});

test('a computer that stays on all night asks in the morning, while copies may still come', () => {
  const evening = at('2026-11-23', '21:30');
  const next = nextSessionAt(input(at('2026-11-23', '23:00')), new Map(), endedAt(evening), 900) ?? 0;
  expect(next).toBeGreaterThan(at('2026-11-24', '06:00'));
  expect(next).toBeLessThanOrEqual(at('2026-11-24', '08:00'));
});

test('by day the ENT is asked for news every three hours, and at once by who comes later', () => {
  const last = endedAt(at('2026-11-24', '13:00'));
  const next = (time: string) => nextSessionAt(input(at('2026-11-24', time)), new Map(), last, 900);
  expect(next('13:30')).toBe(at('2026-11-24', '16:00'));
  expect(next('18:00')).toBe(at('2026-11-24', '18:00'));
});
