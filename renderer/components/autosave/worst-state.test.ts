import { expect, test } from 'vitest';
import type { SaveStatus } from './autosave.ts';
import { worstState } from './worst-state.ts';

const worst = (...statuses: SaveStatus[]) =>
  worstState(statuses.map((status) => ({ status, error: null }))).status;

test('nothing is said to be saved while one field is not', () => {
  expect(worst('saved', 'saving')).toBe('saving');
  expect(worst('saved', 'failed', 'saving')).toBe('failed');
  expect(worst('resting', 'saved')).toBe('saved');
  expect(worst()).toBe('resting');
});
