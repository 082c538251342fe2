import { expect, test } from 'vitest';
import * as contract from '../../../../../preload/contract/domain.ts';
import { bodies } from './records.ts';

const grade = bodies.grade.shape;
const assignment = bodies.assignment.shape;

test.each([
  ['points', grade.points_x100, contract.pointsTimes100],
  ['maximum', assignment.max_x100, contract.pointsTimes100],
  ['coefficient', assignment.coefficient_x100, contract.coefficientTimes100],
])('no %s passes the wire that the screens could not be told', (_, onTheWire, onScreen) => {
  const numbers = [-1, 0, 0.5, 1, 10_000, 10_001, 100_000, 1_000_000, 1_000_001, 99_999_999, 2 ** 53];
  const passing = numbers.filter((number) => onTheWire.safeParse(number).success);
  expect(passing).toContain(10_000);
  expect(passing.filter((number) => !onScreen.safeParse(number).success)).toEqual([]);
});
