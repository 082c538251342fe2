import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Assignment, LateRule, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { gradeOfParts, latePenalty, PLAIN_RULES } from '../../../../preload/contract/index.ts';
import { readBonus, readDays, wantedAdjustment, writeBonus } from './adjustment-draft.ts';
import { type LateDraft, readLateRule } from './late-rule-draft.ts';

const RULE: LateRule = {
  kind: 'points',
  perDayTimes100: 100,
  floorTimes100: null,
  refusedAfterDays: null,
  countsDaysOff: true,
};

test.each([
  ['a point a day', {}, 1400, 2, 200],
  ['never more than the grade', {}, 150, 2, 150],
  ['never below the floor', { floorTimes100: 1000 }, 1150, 3, 150],
  ['nothing under the floor', { floorTimes100: 1000 }, 800, 3, 0],
  ['in time', {}, 1400, 0, 0],
  ['ten per cent a day', { kind: 'percent', perDayTimes100: 1000 }, 1400, 1, 140],
  ['a percentage is rounded once, half up', { kind: 'percent', perDayTimes100: 250 }, 1405, 2, 70],
  ['half of a hundredth goes up', { kind: 'percent', perDayTimes100: 500 }, 1450, 1, 73],
  ['refused past the last day', { refusedAfterDays: 3, floorTimes100: 500 }, 1400, 4, 1400],
  ['the last day itself', { refusedAfterDays: 3 }, 1400, 3, 300],
] as const)('what lateness takes off: %s', (_name, fields, raw, days, penalty) => {
  expect(latePenalty({ ...RULE, ...fields }, raw, days)).toBe(penalty);
});

test('a longer lateness never gives a better grade, and none leaves what a grade can be', () => {
  const rule = fc.record({
    kind: fc.constantFrom('points' as const, 'percent' as const),
    perDayTimes100: fc.integer({ min: 0, max: 12_000 }),
    floorTimes100: fc.option(fc.integer({ min: 0, max: 2000 })),
    refusedAfterDays: fc.option(fc.integer({ min: 1, max: 30 })),
    countsDaysOff: fc.boolean(),
  });
  const points = fc.integer({ min: 0, max: 2000 });
  const bonus = fc.integer({ min: -3000, max: 3000 });
  fc.assert(
    fc.property(
      rule,
      points,
      bonus,
      fc.integer({ min: 0, max: 366 }),
      (made, rawTimes100, bonusTimes100, days) => {
        const grade = (late: number) =>
          gradeOfParts(
            { rawTimes100, bonusTimes100, penaltyTimes100: latePenalty(made, rawTimes100, late) },
            2000,
          );
        expect(grade(days + 1)).toBeLessThanOrEqual(grade(days));
        expect(grade(days)).toBeGreaterThanOrEqual(0);
        expect(grade(days)).toBeLessThanOrEqual(2000);
      },
    ),
  );
});

const assignment = { maxTimes100: 2000, rules: { ...PLAIN_RULES, lateness: RULE } } as Assignment;
const copy = (fields: Partial<SubmissionSummary>): SubmissionSummary =>
  ({ id: 'copy', pointsTimes100: 1400, ...fields }) as SubmissionSummary;

test('the rule is proposed for a late copy that has a grade, until it is applied or decided otherwise', () => {
  expect(wantedAdjustment(assignment, copy({ lateDays: 1 }))).toMatchObject({
    penaltyTimes100: 100,
    gradeTimes100: 1300,
  });
  expect(wantedAdjustment(assignment, copy({ lateDays: 1, pointsTimes100: null }))).toBeNull();
  expect(wantedAdjustment(assignment, copy({}))).toBeNull();
  expect(wantedAdjustment({ ...assignment, rules: PLAIN_RULES }, copy({ lateDays: 1 }))).toBeNull();
  const parts = { rawTimes100: 1400, bonusTimes100: 50, penaltyTimes100: 100, lateDays: 1 };
  expect(
    wantedAdjustment(assignment, copy({ lateDays: 1, pointsTimes100: 1350, adjustment: parts })),
  ).toBeNull();
  const excused = { ...parts, penaltyTimes100: 0, lateDays: 0 };
  expect(
    wantedAdjustment(assignment, copy({ lateDays: 1, pointsTimes100: 1450, adjustment: excused })),
  ).toBeNull();
  const dearer = { ...assignment, rules: { ...PLAIN_RULES, lateness: { ...RULE, perDayTimes100: 200 } } };
  expect(
    wantedAdjustment(dearer, copy({ lateDays: 1, pointsTimes100: 1350, adjustment: parts })),
  ).toMatchObject({
    gradeTimes100: 1250,
  });
});

test('a bonus and a malus are read as they are written', () => {
  const points = (times100: number) => String(times100 / 100).replace('.', ',');
  for (const bonus of [0, 50, 100, -25, -1000]) expect(readBonus(writeBonus(bonus, points))).toBe(bonus);
  expect([readBonus('1'), readBonus('-0,5'), readBonus('–2'), readBonus(' ')]).toEqual([100, -50, -200, 0]);
  expect([readBonus('beaucoup'), readBonus('+-1'), readBonus('0,555')]).toEqual([null, null, null]);
  expect([readDays('3'), readDays(''), readDays('-1'), readDays('367'), readDays('1,5')]).toEqual([
    3,
    0,
    null,
    null,
    null,
  ]);
});

test.each([
  [{ perDay: '1' }, { ...RULE, countsDaysOff: false }],
  [{ kind: 'none' as const, perDay: 'x' }, null],
  [{ perDay: '' }, undefined],
  [{ perDay: '0' }, undefined],
  [
    { perDay: '0', refusedAfter: '5' },
    { ...RULE, perDayTimes100: 0, refusedAfterDays: 5, countsDaysOff: false },
  ],
  [{ perDay: '21' }, undefined],
  [{ perDay: '1', floor: '21' }, undefined],
  [{ perDay: '1', refusedAfter: '0' }, undefined],
  [{ kind: 'percent' as const, perDay: '101' }, undefined],
] as [Partial<LateDraft>, LateRule | null | undefined][])(
  'a rule of lateness is read as it is typed: %j',
  (fields, rule) => {
    const draft = {
      kind: 'points' as const,
      perDay: '',
      floor: '',
      refusedAfter: '',
      countsDaysOff: false,
      ...fields,
    };
    expect(readLateRule(draft, 2000)).toEqual(rule);
  },
);
