import { expect, test } from 'vitest';
import { parseMark } from '../../preload/contract/index.ts';

test.each([
  ['14,5', { pointsTimes100: 1450, isCounted: true }],
  ['(9)', { pointsTimes100: 900, isCounted: false }],
  ['abs', { standing: 'absent' }],
  ['Abs.', { standing: 'absent' }],
  ['Dispensée', { standing: 'exempt' }],
  ['n. rdu', { standing: 'not-handed-in' }],
  ['0 nr', { pointsTimes100: 0, isCounted: true, standing: 'not-handed-in' }],
  ['12 en retard', { pointsTimes100: 1200, isCounted: true, standing: 'late' }],
  ['(12,5) ret', { pointsTimes100: 1250, isCounted: false, standing: 'late' }],
  ['  ', { pointsTimes100: null, standing: null }],
])('« %s » is read as teachers mean it', (text, change) => {
  expect(parseMark(text)).toEqual(change);
});

test.each(['14,555', 'très bien', '()', '12 13', 'abs 12', '-3', '1e3'])('« %s » is no mark', (text) => {
  expect(parseMark(text)).toBeNull();
});
