import { expect, test } from 'vitest';
import { holdsBeginnings } from './use-search-actions.ts';

test('an action is found by the beginnings of its words, in any order, without accents', () => {
  expect(holdsBeginnings('Synchroniser maintenant', 'main sync')).toBe(true);
  expect(holdsBeginnings('Préparer', 'PREP')).toBe(true);
  expect(holdsBeginnings('Préparer', '')).toBe(true);
  expect(holdsBeginnings('Préparer', 'parer')).toBe(false);
  expect(holdsBeginnings('Synchroniser maintenant', 'sync demain')).toBe(false);
});
