import { expect, test } from 'vitest';
import type { Scale } from '../../preload/contract/index.ts';
import {
  levelOf,
  MASTERY_SHARES,
  PLAIN_RULES,
  parseLevel,
  parseMark,
  shareOf,
  shortLevel,
  whyNoMark,
} from '../../preload/contract/index.ts';

const scaleOf = (levels: Record<string, number>): Scale => ({
  name: 'Échelle',
  levels: Object.entries(levels).map(([label, pointsTimes100]) => ({ label, pointsTimes100 })),
});
const LETTERS = scaleOf({ A: 2000, B: 1600, C: 1200, D: 800, E: 400 });
const MASTERY = scaleOf({
  'Très bonne maîtrise': 2000,
  'Maîtrise satisfaisante': 1600,
  'Maîtrise fragile': 1000,
  'Maîtrise insuffisante': 400,
});
const byLetters = { scale: LETTERS, isCounted: true };

test.each([
  ['B', { pointsTimes100: 1600, isCounted: true }],
  [' b ', { pointsTimes100: 1600, isCounted: true }],
  ['(b)', { pointsTimes100: 1600, isCounted: false }],
  ['C ret', { pointsTimes100: 1200, isCounted: true, standing: 'late' }],
  // Letters that stand for absent, exempt and excused elsewhere are levels here; the words themselves are not.
  ['a', { pointsTimes100: 2000, isCounted: true }],
  ['d', { pointsTimes100: 800, isCounted: true }],
  ['abs', { standing: 'absent' }],
  ['12,5', { pointsTimes100: 1250, isCounted: true }],
  ['0 nr', { pointsTimes100: 0, isCounted: true, standing: 'not-handed-in' }],
  ['', { pointsTimes100: null, standing: null }],
])('on letters « %s » is read', (text, change) => {
  expect(parseMark(text, byLetters)).toEqual(change);
});

test('what is neither a level nor a grade is told as such, on a scale alone', () => {
  for (const text of ['F', 'B B', 'B quoi', '((B))']) expect(parseMark(text, byLetters)).toBeNull();
  expect(whyNoMark('F', byLetters)).toBe('no-level');
  expect(whyNoMark('F', PLAIN_RULES)).toBe('not-a-number');
  expect(whyNoMark('14,555', byLetters)).toBe('too-precise');
  expect(parseMark('B')).toBeNull();
});

test.each([
  ['tbm', 2000],
  ['TRES BONNE MAITRISE', 2000],
  ['t', 2000],
  ['ms', 1600],
  ['maîtrise f', 1000],
  ['mi', 400],
])('a level in words is read by its initials or by its beginning: « %s »', (text, points) => {
  expect(parseLevel(MASTERY, text)?.pointsTimes100).toBe(points);
});

test('a beginning that two levels share is none', () => {
  expect(parseLevel(MASTERY, 'maîtrise')).toBeNull();
  expect(parseLevel(MASTERY, 'm')).toBeNull();
});

test('whatever a level is written as, it is read as itself again', () => {
  const alike = scaleOf({ 'Assez bien': 1200, 'Aux bons soins': 800, Acquis: 2000, 'Assez bas': 400 });
  for (const scale of [LETTERS, MASTERY, alike])
    for (const level of scale.levels) {
      expect(parseLevel(scale, shortLevel(scale, level))).toBe(level);
      expect(parseLevel(scale, level.label)).toBe(level);
      expect(levelOf(scale, level.pointsTimes100)).toBe(level);
    }
});

test('in an assignment that does not count, a grade does not unless it is said so', () => {
  expect(parseMark('12', { scale: null, isCounted: false })).toEqual({
    pointsTimes100: 1200,
    isCounted: false,
  });
  expect(parseMark('B', { scale: LETTERS, isCounted: false })).toEqual({
    pointsTimes100: 1600,
    isCounted: false,
  });
});

test('the four French levels are worth of any maximum what they are of the 50 points of the brevet', () => {
  expect(MASTERY_SHARES.map((share) => shareOf(5000, share))).toEqual([5000, 4000, 2500, 1000]);
  expect(MASTERY_SHARES.map((share) => shareOf(700, share))).toEqual([700, 560, 350, 140]);
});
