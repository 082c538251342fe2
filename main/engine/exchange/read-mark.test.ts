import { expect, test } from 'vitest';
import { PLAIN_RULES } from '../../../preload/contract/scales.ts';
import { readMark } from './read-mark.ts';

const OUT_OF_20 = { maxTimes100: 2000, rules: PLAIN_RULES };

test.each([
  ['14,5', { pointsTimes100: 1450, isCounted: true }],
  ['14.5', { pointsTimes100: 1450, isCounted: true }],
  ['14,5/20', { pointsTimes100: 1450, isCounted: true }],
  [14.55, { pointsTimes100: 1455, isCounted: true }],
  [0.1 + 0.2, { pointsTimes100: 30, isCounted: true }],
  ['(9)', { pointsTimes100: 900, isCounted: false }],
  ['abs.', { standing: 'absent' }],
  ['0 n. rdu', { pointsTimes100: 0, standing: 'not-handed-in', isCounted: true }],
  ['Dispensée', { standing: 'exempt' }],
])('a cell « %s » is read as a teacher reads it', (cell, mark) => {
  expect(readMark(cell, OUT_OF_20)).toEqual({ mark, fault: null });
});

test.each([null, undefined, '', ' ', '-', '–'])(
  'an empty cell (%j) changes nothing and never removes a grade',
  (cell) => {
    expect(readMark(cell, OUT_OF_20)).toEqual({ mark: null, fault: null });
  },
);

test.each([
  ['20,25', 'out-of-range'],
  [250, 'out-of-range'],
  ['14/10', 'other-maximum'],
  ['14,333', 'too-precise'],
  [14.333, 'too-precise'],
  ['très bien', 'not-a-mark'],
  ['-3', 'not-a-mark'],
])('a cell « %s » is not taken: %s', (cell, fault) => {
  expect(readMark(cell, OUT_OF_20)).toEqual({ mark: null, fault });
});
