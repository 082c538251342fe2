import { expect, test } from 'vitest';
import { keptOffset } from './kept-offset.ts';

/** The text with the cursor as « | ». */
function kept(withCursor: string, after: string): string {
  const offset = withCursor.indexOf('|');
  const at = keptOffset(withCursor.replace('|', ''), after, offset);
  return `${after.slice(0, at)}|${after.slice(at)}`;
}

test('a cursor stays in its line when another one comes before it, though both begin alike', () => {
  expect(kept('Exercice 3, page 12 et|', 'Exercice 3, page 13\nExercice 3, page 12 et')).toBe(
    'Exercice 3, page 13\nExercice 3, page 12 et|',
  );
  expect(kept('Exer|cice 3, page 12', 'Exercice 3, page 13\nExercice 3, page 12')).toBe(
    'Exercice 3, page 13\nExer|cice 3, page 12',
  );
  expect(kept('a\nb|\nc', 'a\nx\nb\nc')).toBe('a\nx\nb|\nc');
});

test('a cursor stays in its line when something comes behind it', () => {
  expect(kept('Exercice 3|', 'Exercice 3\nExercice 4')).toBe('Exercice 3|\nExercice 4');
  expect(kept('a|\nb', 'a\nb\nc')).toBe('a|\nb\nc');
});

test('in a line that changed it stays before or behind what changed', () => {
  expect(kept('Ombres|', 'Ombres, lumière')).toBe('Ombres|, lumière');
  expect(kept('Les ombres|', 'Toutes les ombres')).toBe('Toutes les ombres|');
  expect(kept('un deux| trois', 'un DEUX trois')).toBe('un DEUX| trois');
});

test('it is never beyond the text', () => {
  expect(kept('un long texte|', 'court')).toBe('court|');
  expect(kept('|', 'court')).toBe('|court');
});
