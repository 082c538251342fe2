import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignBlockIds } from './block-ids.ts';

const block = (blockId: string | null, isEmpty = false) => ({ blockId, isEmpty });

function counter() {
  let count = 0;
  return () => {
    count += 1;
    return `new-${count}`;
  };
}

test('a block keeps its id, and one without gets a new one', () => {
  expect(assignBlockIds([block('a'), block(null), block('b')], counter())).toEqual(['a', 'new-1', 'b']);
});

test('of a block split in its middle, the beginning keeps the id', () => {
  expect(assignBlockIds([block('a'), block('a')], counter())).toEqual(['a', 'new-1']);
});

test('of a block split at its start, the words keep the id, not the empty line before them', () => {
  expect(assignBlockIds([block('a', true), block('a')], counter())).toEqual(['new-1', 'a']);
});

test('of a block split at its end, the words keep the id, not the new line', () => {
  expect(assignBlockIds([block('a'), block('a', true)], counter())).toEqual(['a', 'new-1']);
});

test('ids are never shared, never lost, and nothing changes the second time', () => {
  const blocks = fc.array(
    fc.record({ blockId: fc.constantFrom('a', 'b', 'c', null), isEmpty: fc.boolean() }),
  );
  fc.assert(
    fc.property(blocks, (given) => {
      const ids = assignBlockIds(given, counter());
      expect(new Set(ids).size).toBe(ids.length);
      for (const { blockId } of given) if (blockId !== null) expect(ids).toContain(blockId);
      const again = ids.map((blockId, index) => ({ blockId, isEmpty: given[index]?.isEmpty ?? false }));
      expect(assignBlockIds(again, counter())).toEqual(ids);
    }),
  );
});
