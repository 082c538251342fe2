import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeLines } from './lines.ts';

const merge = (base: string, mine: string, theirs: string) => mergeLines({ base, mine, theirs });

/** A text, and what may be made of it: its lines kept, changed or removed, and others added. `mark` keeps two sides apart. */
const lines = fc
  .integer({ min: 1, max: 5 })
  .map((count) => Array.from({ length: count }, (_, at) => `ligne ${at}`));
const edit = fc.record({
  fates: fc.array(fc.constantFrom('keep', 'keep', 'change', 'remove'), { minLength: 5, maxLength: 5 }),
  added: fc.array(fc.nat(5), { maxLength: 2 }),
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function edited(from: readonly string[], { fates, added }: Edit, mark: string): string[] {
  const to = from.flatMap((line, at) => {
    if (fates[at] === 'remove') return [];
    return [fates[at] === 'change' ? `${line} ${mark}` : line];
  });
  for (const [index, at] of added.entries()) to.splice(at, 0, `${mark} ${index}`);
  return to;
}

test('where one side has changed nothing, the other one’s text comes out', () => {
  fc.assert(
    fc.property(lines, edit, (from, change) => {
      const [base, changed] = [from.join('\n'), edited(from, change, 'x').join('\n')];
      expect(merge(base, changed, base)).toBe(changed);
      expect(merge(base, base, changed)).toBe(changed);
      expect(merge(base, changed, changed)).toBe(changed);
    }),
  );
});

test('no line that either side wrote is lost, and none is there twice', () => {
  fc.assert(
    fc.property(lines, edit, edit, (from, my, their) => {
      const [mine, theirs] = [edited(from, my, 'm'), edited(from, their, 't')];
      const merged = merge(from.join('\n'), mine.join('\n'), theirs.join('\n')).split('\n');
      const written = [...mine, ...theirs].filter((line) => !from.includes(line));
      expect(merged).toEqual(expect.arrayContaining(written));
      const said = merged.filter((line) => line !== '');
      expect(new Set(said).size).toBe(said.length);
    }),
    { numRuns: 2000 },
  );
});

test('a line that both have changed is kept twice, and what is written on then follows once', () => {
  const merged = merge('Exercice 3', 'Exercices 3 et 4', 'Exercice 3, p. 12');
  expect(merged).toBe('Exercice 3, p. 12\nExercices 3 et 4');
  const typedOn = merge('Exercices 3 et 4', 'Exercices 3, 4 et 5', merged);
  expect(typedOn).toBe('Exercice 3, p. 12\nExercices 3, 4 et 5');
});

test('changes of different lines are both made', () => {
  expect(merge('Lire.\nRésumer.', 'Lire la page 4.\nRésumer.', 'Lire.\nRésumer en dix lignes.')).toBe(
    'Lire la page 4.\nRésumer en dix lignes.',
  );
});
