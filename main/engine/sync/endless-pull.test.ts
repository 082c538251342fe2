import { expect, test } from 'vitest';
import type { ChangesPage } from '../connectors/ent/wire.ts';
import { EMPTY_PAGES, endlessness, PULL_PAGES } from './endless-pull.ts';

type Changes = Pick<ChangesPage, 'changes'>;

const EMPTY: Changes = { changes: [] };
const FULL: Changes = { changes: [{ entity: 'subject', id: 's', version: 1, by: '', at: 1, body: null }] };

/** Which page of a pull is one too many; null: none of the first `most`. */
function endsAt(pageOf: (index: number) => Changes, most: number): number | null {
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
