import { expect, test } from 'vitest';
import { EMPTY_PAGES, endlessness, PULL_PAGES } from './endless-pull.ts';

const EMPTY = { changes: [] };
const FULL = { changes: [{ entity: 'subject', id: 's', version: 1, by: '', at: 1, body: null }] };

/** Which page of a pull is one too many; null: none of the first `most`. */
function endsAt(pageOf: (index: number) => typeof EMPTY, most: number): number | null {
  const isEndless = endlessness();
  for (let index = 1; index <= most; index += 1) if (isEndless(pageOf(index))) return index;
  return null;
}

test('a pull of empty pages ends; a page with something in it begins the count anew', () => {
  expect(endsAt(() => EMPTY, 1000)).toBe(EMPTY_PAGES + 1);
  expect(endsAt((index) => (index % EMPTY_PAGES === 0 ? FULL : EMPTY), PULL_PAGES)).toBeNull();
});

test('a pull that goes on for ever ends, whatever it brings', () => {
  expect(endsAt(() => FULL, 2 * PULL_PAGES)).toBe(PULL_PAGES + 1);
});
