import { expect, test } from 'vitest';
import { excerptOf, fullTextQuery } from './rules.ts';

test('every word must be there, by its beginning; a single letter by itself', () => {
  expect(fullTextQuery('Équations du S')).toBe('("équations"*) AND ("du"*) AND ("s")');
});

test('ligatures are looked for both ways', () => {
  expect(fullTextQuery('coeur')).toBe('("coeur"* OR "cœur"*)');
  expect(fullTextQuery('cœur')).toBe('("cœur"* OR "coeur"*)');
});

test('nothing but signs, or one letter, is no search', () => {
  for (const text of ['', '  ', '"*', 'a', "d'", '^:()-']) expect(fullTextQuery(text)).toBeNull();
});

test("what is FTS5's syntax is a text like any other", () => {
  expect(fullTextQuery('NEAR("a b") OR title:x*')).toBe(
    '("near"*) AND ("a") AND ("b") AND ("or"*) AND ("title"*) AND ("x")',
  );
});

test('an excerpt tells what was found from what is around it', () => {
  expect(excerptOf('le \u0002théorème\u0003\n de Viète')).toEqual([
    { text: 'le ', isFound: false },
    { text: 'théorème', isFound: true },
    { text: ' de Viète', isFound: false },
  ]);
  expect(excerptOf('rien de trouvé')).toEqual([]);
});
