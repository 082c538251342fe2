import { expect, test } from 'vitest';
import { matchName } from './match-name.ts';

test('a search finds words in any order, whatever the case and the accents', () => {
  expect(matchName('Élève — Le Lac.pdf', 'lac ELEVE')).toBe(true);
  expect(matchName('Barème.docx', 'bareme')).toBe(true);
  expect(matchName('Barème.docx', 'lac')).toBe(false);
  expect(matchName('Barème.docx', '  ')).toBe(true);
});
