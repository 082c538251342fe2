import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  averageOf20,
  compareStudents,
  distributionOf,
  isMissing,
  meanOf,
  medianOf,
  type WeightedGrade,
} from './rules.ts';

const weightedGrade = fc.integer({ min: 1, max: 10_000 }).chain((maxTimes100) =>
  fc.record({
    pointsTimes100: fc.integer({ min: 0, max: maxTimes100 }),
    maxTimes100: fc.constant(maxTimes100),
    coefficientTimes100: fc.integer({ min: 1, max: 1000 }),
  }),
);
const grades = fc.array(weightedGrade, { minLength: 1, maxLength: 40 });

function grade(pointsTimes100: number, maxTimes100 = 2000, coefficientTimes100 = 100): WeightedGrade {
  return { pointsTimes100, maxTimes100, coefficientTimes100 };
}

test('no grade is no average, never a zero', () => {
  expect(averageOf20([])).toBeNull();
  expect(averageOf20([grade(1500, 2000, 0)])).toBeNull();
  expect(averageOf20([grade(0)])).toBe(0);
});

test('a grade counts for what it is worth out of 20, as often as its coefficient says', () => {
  expect(averageOf20([grade(500, 1000), grade(2000, 2000, 300)])).toBe(1750);
  expect(averageOf20([grade(1000), grade(1001)])).toBe(1001);
  expect(averageOf20([grade(100, 300), grade(100, 300), grade(100, 300)])).toBe(667);
});

test('an average is that of fractions without rounding, rounded once, half up', () => {
  fc.assert(
    fc.property(grades, (list) => {
      const weight = list.reduce((sum, one) => sum + one.coefficientTimes100, 0);
      const exact =
        list.reduce((sum, one) => sum + one.coefficientTimes100 * (one.pointsTimes100 / one.maxTimes100), 0) /
        weight;
      const error = (averageOf20(list) ?? -1) - exact * 2000;
      // Floats stand for the fractions here: they are off by far less than a millionth.
      expect(error).toBeGreaterThan(-0.5 - 1e-6);
      expect(error).toBeLessThanOrEqual(0.5 + 1e-6);
    }),
  );
});

test('a bonus gives what it has above half its maximum, weighs nothing, and never goes beyond 20', () => {
  const bonus = { ...grade(800, 1000, 50), counting: 'bonus' } as const;
  const ordinary = [grade(1200, 2000, 200), grade(1500)];
  // The README's example.
  expect(averageOf20([...ordinary, bonus])).toBe(1400);
  expect(averageOf20([...ordinary, { ...bonus, pointsTimes100: 500 }])).toBe(1300);
  expect(averageOf20([...ordinary, { ...bonus, pointsTimes100: 0 }])).toBe(1300);
  expect(averageOf20([grade(2000), bonus])).toBe(2000);
  expect(averageOf20([bonus])).toBeNull();
  // Half of an odd maximum: 2 of 3 hundredths is 3,33 above 10.
  expect(averageOf20([grade(1000), { ...grade(2, 3), counting: 'bonus' }])).toBe(1333);
});

test('a bonus never lowers an average', () => {
  fc.assert(
    fc.property(grades, grades, (ordinary, others) => {
      const bonuses = others.map((one) => ({ ...one, counting: 'bonus' as const }));
      expect(averageOf20([...ordinary, ...bonuses])).toBeGreaterThanOrEqual(averageOf20(ordinary) ?? 0);
    }),
  );
});

test('neither the order of the grades nor the unit of the coefficients moves an average', () => {
  fc.assert(
    fc.property(grades, fc.integer({ min: 2, max: 9 }), (list, factor) => {
      const average = averageOf20(list);
      expect(averageOf20([...list].reverse())).toBe(average);
      expect(
        averageOf20(list.map((one) => ({ ...one, coefficientTimes100: one.coefficientTimes100 * factor }))),
      ).toBe(average);
    }),
  );
});

test('an average lies between the lowest and the highest grade', () => {
  fc.assert(
    fc.property(grades, (list) => {
      const each = list.map((one) => averageOf20([one]) ?? -1);
      const average = averageOf20(list) ?? -1;
      expect(average).toBeGreaterThanOrEqual(Math.min(...each));
      expect(average).toBeLessThanOrEqual(Math.max(...each));
    }),
  );
});

test('the median leaves as many grades below it as above', () => {
  expect(medianOf([])).toBeNull();
  expect(medianOf([1200, 800, 1000])).toBe(1000);
  expect(medianOf([1200, 800, 1000, 1101])).toBe(1051);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1 }), (values) => {
      const median = medianOf(values) ?? -1;
      const half = values.length / 2;
      expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(half);
      expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(half);
    }),
  );
});

test('a mean of hundredths is rounded half up', () => {
  expect(meanOf([])).toBeNull();
  expect(meanOf([1, 2])).toBe(2);
  expect(meanOf([1, 1, 2])).toBe(1);
});

test('every average falls in one band of one point, and 20 in the last', () => {
  expect(distributionOf([0, 99, 100, 1999, 2000])).toEqual([2, 1, ...Array(17).fill(0), 2]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2500 })), (averages) => {
      const bands = distributionOf(averages);
      expect(bands).toHaveLength(20);
      expect(bands.reduce((sum, count) => sum + count, 0)).toBe(averages.length);
    }),
  );
});

test('students are in French order: accents and hyphens count last', () => {
  const names = ['Zoé', 'Étienne', 'Emma', 'Éloïse', 'Jean-Luc', 'Jean', 'emile'];
  const students = names.map((firstName, index) => ({ id: String(index), lastName: 'Martin', firstName }));
  expect(students.sort(compareStudents).map(({ firstName }) => firstName)).toEqual([
    'Éloïse',
    'emile',
    'Emma',
    'Étienne',
    'Jean',
    'Jean-Luc',
    'Zoé',
  ]);
});

test('a copy is missing when it was not handed in, and neither graded nor excused', () => {
  const copy = { status: 'missing', dueAt: 100, standing: null, pointsTimes100: null } as const;
  expect(isMissing(copy, 100)).toBe(true);
  expect(isMissing(copy, 99)).toBe(false);
  expect(isMissing({ ...copy, standing: 'not-handed-in' }, 99)).toBe(true);
  expect(isMissing({ ...copy, dueAt: null }, 99)).toBe(true);
  expect(isMissing({ ...copy, status: 'submitted', standing: 'not-handed-in' }, 100)).toBe(true);
  expect(isMissing({ ...copy, standing: 'absent' }, 100)).toBe(false);
  expect(isMissing({ ...copy, standing: 'exempt' }, 100)).toBe(false);
  expect(isMissing({ ...copy, standing: 'not-handed-in', pointsTimes100: 0 }, 100)).toBe(false);
  expect(isMissing({ ...copy, status: 'late' }, 100)).toBe(false);
});
