import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distribution, medianTimes100, weightedAverageTimes100 } from './rules.ts';

const grade = fc.integer({ min: 100, max: 10_000 }).chain((maxTimes100) =>
  fc.record({
    pointsTimes100: fc.integer({ min: 0, max: maxTimes100 }),
    maxTimes100: fc.constant(maxTimes100),
    coefficientTimes100: fc.integer({ min: 1, max: 1000 }),
  }),
);

test('a missing grade is not a zero', () => {
  expect(weightedAverageTimes100([])).toBeNull();
  expect(weightedAverageTimes100([{ pointsTimes100: 1500, maxTimes100: 2000, coefficientTimes100: 100 }])).toBe(1500);
});

test('a grade out of another maximum counts as what it is worth out of 20', () => {
  const grades = [
    { pointsTimes100: 500, maxTimes100: 1000, coefficientTimes100: 100 },
    { pointsTimes100: 2000, maxTimes100: 2000, coefficientTimes100: 300 },
  ];
  expect(weightedAverageTimes100(grades)).toBe(1750);
});

test('an average lies between the lowest and the highest grade, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(grade, { minLength: 1, maxLength: 40 }), (grades) => {
      const average = weightedAverageTimes100(grades) ?? -1;
      const shares = grades.map((one) => (one.pointsTimes100 / one.maxTimes100) * 2000);
      expect(average).toBeGreaterThanOrEqual(Math.floor(Math.min(...shares)));
      expect(average).toBeLessThanOrEqual(Math.ceil(Math.max(...shares)));
      expect(weightedAverageTimes100([...grades].reverse())).toBe(average);
    }),
    { verbose: 1 },
  );
});

test('half a hundredth is rounded up', () => {
  const grades = [
    { pointsTimes100: 1000, maxTimes100: 2000, coefficientTimes100: 100 },
    { pointsTimes100: 1001, maxTimes100: 2000, coefficientTimes100: 100 },
  ];
  expect(weightedAverageTimes100(grades)).toBe(1001);
});

test('the median of an even number of grades is the middle of the two in the middle', () => {
  expect(medianTimes100([1200, 800, 1000, 1100])).toBe(1050);
  expect(medianTimes100([1200, 800, 1000])).toBe(1000);
  expect(medianTimes100([])).toBeNull();
});

test('every student with an average is in one band, and 20 is in the last', () => {
  expect(distribution([0, 99, 100, 1999, 2000])).toEqual([2, 1, ...Array.from({ length: 17 }, () => 0), 2]);
});
