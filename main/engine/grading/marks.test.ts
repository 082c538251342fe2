import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradeStanding } from '../../../preload/contract/domain.ts';
import {
  isEmptyMark,
  isSameMark,
  isSettled,
  type MarkChange,
  NO_MARK,
  settleMark,
} from '../../../preload/contract/marks.ts';

const standing = fc.option(fc.constantFrom(...gradeStanding.options));
const points = fc.option(fc.integer({ min: 0, max: 2000 }));
const change: fc.Arbitrary<MarkChange> = fc.record(
  { pointsTimes100: points, standing, isCounted: fc.boolean() },
  { requiredKeys: [] },
);
const changes = fc.array(change, { maxLength: 8 });
const after = (list: readonly MarkChange[]) => list.reduce(settleMark, NO_MARK);

test('a missing grade is never a zero: only a typed number is a grade', () => {
  for (const instead of ['absent', 'exempt', 'not-handed-in'] as const) {
    const mark = settleMark({ pointsTimes100: 1200, standing: null, isCounted: true }, { standing: instead });
    expect(mark).toEqual({ pointsTimes100: null, standing: instead, isCounted: true });
    expect(isSettled(mark)).toBe(true);
  }
  const zero = settleMark({ ...NO_MARK, standing: 'not-handed-in' }, { pointsTimes100: 0 });
  expect(zero).toEqual({ pointsTimes100: 0, standing: 'not-handed-in', isCounted: true });
});

test('late stands beside a grade, and waits for one', () => {
  expect(settleMark({ ...NO_MARK, pointsTimes100: 900 }, { standing: 'late' }).pointsTimes100).toBe(900);
  expect(isSettled(settleMark(NO_MARK, { standing: 'late' }))).toBe(false);
});

test('whatever is done, an exempt student has no grade and only a grade is left out of an average', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const mark = after(list);
      if (mark.standing === 'exempt') expect(mark.pointsTimes100).toBeNull();
      if (!mark.isCounted) expect(mark.pointsTimes100).not.toBeNull();
    }),
  );
});

test('a mark given whole comes back whole: undo puts back exactly what was there', () => {
  fc.assert(
    fc.property(changes, change, (list, edit) => {
      const before = after(list);
      expect(isSameMark(settleMark(settleMark(before, edit), before), before)).toBe(true);
    }),
  );
});

test('erasing leaves nothing', () => {
  fc.assert(
    fc.property(changes, (list) => {
      expect(isEmptyMark(settleMark(after(list), { pointsTimes100: null, standing: null }))).toBe(true);
    }),
  );
});
