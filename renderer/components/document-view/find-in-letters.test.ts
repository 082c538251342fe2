import { expect, test } from 'vitest';
import { findInLetters } from './find-in-letters.ts';

const alone = (text: string) => ({ text, isJoined: false });
const joined = (text: string) => ({ text, isJoined: true });

test('accents, case and ligatures are no matter, and places are those of the text as it is written', () => {
  expect(findInLetters([alone('Un ÉLÈVE, une œuvre')], 'eleve')).toEqual([{ from: [0, 3], to: [0, 8] }]);
  expect(findInLetters([alone('Un élève, une œuvre')], 'OEUVRE')).toEqual([{ from: [0, 14], to: [0, 19] }]);
});

test('a word goes on over a change of type, never from one paragraph to the next', () => {
  expect(findInLetters([alone('le ray'), joined('on vert')], 'rayon')).toEqual([
    { from: [0, 3], to: [1, 2] },
  ]);
  expect(findInLetters([alone('le ray'), alone('on vert')], 'rayon')).toEqual([]);
});

test('every place is found once, and nothing is found of nothing', () => {
  expect(findInLetters([alone('aaaa')], 'aa')).toHaveLength(2);
  expect(findInLetters([alone('a b')], '  ')).toEqual([]);
  expect(findInLetters([alone('x'.repeat(5000))], 'x')).toHaveLength(2000);
});
