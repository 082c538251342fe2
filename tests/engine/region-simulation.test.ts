import { expect, test } from 'vitest';
import { assumptionsOf, type ClassCosts, figuresOf } from '../bench/region/assumptions.ts';
import { summaryOf } from '../bench/region/load-curve.ts';
import { pageOf } from '../bench/region/report.ts';
import { simulateAll } from '../bench/region/scenarios.ts';
import { partsOf, requestsOf } from '../bench/region/session-load.ts';
import { simulateRegion } from '../bench/region/simulate.ts';

const COSTS: ClassCosts = {
  idle: { requests: 1, bytes: 900, cpuMs: 2 },
  grades: { requests: 4, bytes: 20_000, cpuMs: 30 },
  pull: { requests: 6, bytes: 14e6, cpuMs: 150 },
  annotated: { requests: 5, bytes: 100_000, cpuMs: 60 },
};
const FIGURES = figuresOf(assumptionsOf(COSTS), { teachers: 150 });
const EVERYONE = { name: 'all', share: 1, hasWindows: true, hasCrisisPolicy: false };

test('the same seed gives the same fortnight, another seed another one', () => {
  const [first, again, other] = [1, 1, 2].map((seed) => simulateRegion(EVERYONE, FIGURES, seed).cartable);
  expect(again?.requests).toEqual(first?.requests);
  expect(again?.bytes).toEqual(first?.bytes);
  expect(other?.requests).not.toEqual(first?.requests);
});

test('what Cartable asks is told by what it is for, to the last request', () => {
  const { kinds, cartable } = simulateRegion(EVERYONE, FIGURES, 1);
  const total = (figure: 'requests' | 'bytes' | 'bytesInStudentsHours') =>
    kinds.all().reduce((sum, kind) => sum + kind[figure], 0);
  const summary = summaryOf(cartable);
  for (const figure of ['requests', 'bytes', 'bytesInStudentsHours'] as const)
    expect(Math.abs(total(figure) - summary[figure])).toBeLessThanOrEqual(kinds.all().length);
});

test('the fortnight begins as any week does: copies that were handed in before are where they would be', () => {
  const firstMonday = simulateRegion(EVERYONE, { ...FIGURES, workSurge: 1, teachers: 600 }, 2).cartable.bytes;
  const day = (number: number) =>
    firstMonday.slice(number * 1_440, (number + 1) * 1_440).reduce((sum, bytes) => sum + bytes, 0);
  // Without the days before, every class of that Monday would come on that Monday.
  expect(day(0)).toBeLessThan(day(7) * 1.5);
});

const SEVEN = Array.from({ length: 7 }, () => 'copies' as const);

test.each([
  ['nothing', {}, 1],
  ['news alone', { hasNews: true }, 5],
  ['news, and copies at once', { hasNews: true, pulls: ['copies'] }, 6],
  ['copies that were known of', { pulls: ['copies'], isQuestionFirst: false }, 5],
  ['copies of seven classes', { pulls: SEVEN, isQuestionFirst: false }, 6],
  ['copies that are asked for', { pulls: ['off', 'along'], asked: 'off', isQuestionFirst: false }, 5],
  ['grades', { hasEdits: true, isQuestionFirst: false }, 4],
  ['grades, and copies', { hasEdits: true, hasNews: true, pulls: ['copies'], isQuestionFirst: false }, 5],
  ['annotated copies', { hasEdits: true, returns: 1, isQuestionFirst: false }, 5],
] as const)('a session for %s costs what its requests are counted at', (_what, work, requests) => {
  const nothing = { hasEdits: false, hasNews: false, pulls: [], returns: 0, asked: null };
  const parts = partsOf({ ...nothing, isQuestionFirst: true, hasNewPolicy: false, ...work }, FIGURES);
  expect(requestsOf(parts)).toBe(requests);
});

test('what comes in the students’ hours is told by why it did not come before', () => {
  const inStudentsHours = (changes: Partial<typeof FIGURES>) => {
    const { kinds } = simulateRegion(EVERYONE, { ...FIGURES, ...changes }, 1);
    return (kind: 'copies' | 'off' | 'turnedAway') => kinds.of(kind).bytesInStudentsHours;
  };
  const asItIs = inStudentsHours({});
  expect(asItIs('copies')).toBe(0);
  expect(asItIs('off')).toBeGreaterThan(0);
  // Computers that are on every night lack nothing, and an ENT that is never full turns nobody away.
  expect(inStudentsHours({ leftOn: 1 })('off')).toBe(0);
  expect(inStudentsHours({ capacity: 100 })('turnedAway')).toBe(0);
});

test('every class is received and graded, whoever keeps hours', () => {
  const classesPulled = (hasWindows: boolean) => {
    const { cartable } = simulateRegion({ ...EVERYONE, hasWindows }, FIGURES, 3);
    return Math.round((summaryOf(cartable).bytes + cartable.bytesBefore) / (35 * FIGURES.copyBytes));
  };
  const graded =
    summaryOf(simulateRegion({ ...EVERYONE, share: 0 }, FIGURES, 3).web).requests / FIGURES.webRequests;
  for (const hasWindows of [true, false]) {
    expect(classesPulled(hasWindows)).toBeGreaterThan(graded * 0.95);
    expect(classesPulled(hasWindows)).toBeLessThan(graded * 1.05);
  }
});

test('a crisis policy is obeyed within two hours, by whoever is still there', () => {
  const { minutesToObey } = simulateRegion({ ...EVERYONE, hasCrisisPolicy: true }, FIGURES, 4);
  expect(minutesToObey).toBeGreaterThan(0);
  expect(minutesToObey).toBeLessThanOrEqual(125);
});

test('the page stands alone, in both languages, and names each target with whether it was reached', () => {
  const report = simulateAll(COSTS, 1, { teachers: 20 }, () => undefined);
  const page = pageOf(report);
  const verdicts = (language: string) =>
    page
      .split(`<main lang="${language}">`)[1]
      ?.split('</main>')[0]
      ?.match(/<em class="(reached|missed)">/g);
  for (const language of ['fr', 'en']) expect(verdicts(language)).toHaveLength(4);
  expect(page).not.toMatch(/undefined|NaN|Infinity|https?:|src=/);
});
