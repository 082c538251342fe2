import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterFailure,
  afterSuccess,
  type BackOff,
  backOffUntil,
  deferralMs,
  NO_BACK_OFF,
  pauseMs,
  retryDelayMs,
} from './back-off.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOW = 1_800_000_000_000;
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a retry comes at random below 5 s doubled each time, and never after more than 15 minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fraction, (n, chance) => {
      const delay = retryDelayMs(n, chance);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(Math.min(15 * MINUTE, 5 * SECOND * 2 ** n));
    }),
    { verbose: 1 },
  );
  expect(retryDelayMs(1, 0.5)).toBe(5 * SECOND);
  expect(retryDelayMs(20, 0.999)).toBeCloseTo(0.999 * 15 * MINUTE);
});

test('the ENT’s number is a floor, to which at least half a minute of chance is added', () => {
  const asked = fc.option(fc.integer({ min: 0, max: 7 * 86_400_000 }));
  fc.assert(
    fc.property(asked, fc.integer({ min: 0, max: 9 }), fraction, (ms, bare, chance) => {
      const pause = pauseMs(ms, bare, chance);
      const floor = ms ?? [30, 60, 300][Math.min(bare, 2)]! * SECOND;
      expect(pause).toBeGreaterThanOrEqual(floor);
      expect(pause).toBeLessThanOrEqual(floor + Math.max(30 * SECOND, floor / 4) + 1);
    }),
    { verbose: 1 },
  );
  expect([0, 1, 2, 3].map((bare) => pauseMs(null, bare, 0))).toEqual([30_000, 60_000, 300_000, 300_000]);
  expect(pauseMs(365 * 86_400_000, 0, 0)).toBe(7 * 86_400_000);
});

/** A client that retries as soon as it may, for some hours on a line that is down. */
function hammer(hours: number, chances: readonly number[], requestsEach: number) {
  let known: BackOff = NO_BACK_OFF;
  const sessions: { at: number; isRetry: boolean }[] = [];
  for (let now = NOW, turn = 0; now < NOW + hours * 60 * MINUTE; turn += 1) {
    const isRetry = turn > 0;
    sessions.push({ at: now, isRetry });
    known = afterFailure(known, {
      now,
      requests: requestsEach,
      isRetry,
      fraction: chances[turn % chances.length] ?? 0,
    });
    now = backOffUntil(known, now) ?? now + 1;
  }
  return { known, sessions };
}

test('a line that is down all day costs one session an hour after the first tries', () => {
  fc.assert(
    fc.property(
      fc.array(fraction, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 3 }),
      (chances, requests) => {
        const { sessions } = hammer(24, chances, requests);
        expect(sessions.length).toBeLessThanOrEqual(5 + 24);
        const circuit = sessions.slice(5);
        for (const [index, { at }] of circuit.entries())
          expect(at - (sessions[index + 4]?.at ?? 0)).toBeGreaterThanOrEqual(60 * MINUTE);
      },
    ),
    { verbose: 1 },
  );
});

test('three tries in a row, then the next poll is awaited', () => {
  const { sessions } = hammer(1, [0], 2);
  expect(sessions.slice(0, 4).map(({ at }) => at - NOW)).toEqual([0, 1, 2, 2 + 15 * MINUTE]);
});

test('retries stay a tenth of an hour’s requests, also on a line that breaks and mends', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 80 }), fraction, (outcomes, chance) => {
      let known: BackOff = NO_BACK_OFF;
      let now = NOW;
      const soon: number[] = [];
      for (const isWell of outcomes) {
        const end = { now, requests: 3, isRetry: known.failures > 0, fraction: chance };
        known = isWell ? afterSuccess(known, end) : afterFailure(known, end);
        const until = backOffUntil(known, now) ?? now + 30 * SECOND;
        if (!isWell && until - now < 15 * MINUTE) soon.push(until);
        now = until;
      }
      for (const at of soon) {
        const inHour = soon.filter((other) => other > at - 60 * MINUTE && other <= at).length;
        expect(inHour).toBeLessThanOrEqual(Math.max(3, Math.ceil(0.1 * 3 * 120) + 1));
      }
    }),
    { verbose: 1 },
  );
});

test('a success forgets the failures, and a clock that is set back does not make a wait longer', () => {
  const end = { now: NOW, requests: 2, isRetry: false, fraction: 0.5 };
  const failed = afterFailure(NO_BACK_OFF, end);
  expect(backOffUntil(failed, NOW)).toBe(NOW + 5 * SECOND);
  expect(backOffUntil(failed, NOW + 6 * SECOND)).toBe(null);
  expect(backOffUntil(failed, NOW - 86_400_000)).toBe(NOW - 86_400_000 + 5 * SECOND);
  expect(afterSuccess(failed, end)).toMatchObject({ failures: 0, untilMs: null });
});

test.each([
  [600, 600_000],
  [0.5, 500],
  [86_400, 86_400_000],
  [1e300, 86_400_000],
  [0, 900_000],
  [-1, 900_000],
  [Number.NaN, 900_000],
  [Number.POSITIVE_INFINITY, 900_000],
  [undefined, 900_000],
])(
  'an edit that is deferred by %s s waits as long, a day at most, and a quarter more by chance',
  (asked, floorMs) => {
    expect(deferralMs(asked, 0)).toBe(floorMs);
    expect(deferralMs(asked, 1)).toBe(Math.ceil(floorMs + Math.max(30_000, floorMs / 4)));
  },
);
