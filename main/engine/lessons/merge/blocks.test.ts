import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockBody } from '../bodies.ts';
import { mergeBlocksOf } from './blocks.ts';

const block = (id: string, text: string): BlockBody => ({ id, content: { type: 'paragraph', text } });
const textsOf = (blocks: readonly BlockBody[]) => blocks.map(({ content }) => content.text);

function merge(base: readonly BlockBody[], mine: readonly BlockBody[], theirs: readonly BlockBody[]) {
  let made = 0;
  return mergeBlocksOf({ base, mine, theirs, deviceName: 'Salle 12', newId: () => `variant-${++made}` });
}

/** A text, and what may be made of it: blocks changed, removed, added and moved. `mark` keeps two sides' additions apart. */
const base = fc
  .uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 })
  .map((ids) => ids.map((id) => block(`b${id}`, `base ${id}`)));
const edit = fc.record({
  fates: fc.array(fc.constantFrom('keep', 'keep', 'change', 'remove'), { minLength: 8, maxLength: 8 }),
  added: fc.array(fc.nat(8), { maxLength: 3 }),
  move: fc.option(fc.tuple(fc.nat(8), fc.nat(8)), { nil: null }),
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function edited(from: readonly BlockBody[], { fates, added, move }: Edit, mark: string): BlockBody[] {
  const blocks = from.flatMap((one, index) => {
    if (fates[index] === 'remove') return [];
    return [fates[index] === 'change' ? block(one.id, `${mark} ${one.id}`) : one];
  });
  for (const [index, at] of added.entries())
    blocks.splice(at, 0, block(`${mark}${index}`, `${mark} ${index}`));
  if (move !== null && blocks.length > 0) {
    const [taken] = blocks.splice(move[0] % blocks.length, 1);
    if (taken !== undefined) blocks.splice(move[1] % (blocks.length + 1), 0, taken);
  }
  return blocks;
}

test('when one side has changed nothing, the other side’s text comes out, to the letter', () => {
  fc.assert(
    fc.property(base, edit, (from, change) => {
      const changed = edited(from, change, 'x');
      expect(merge(from, changed, from)).toEqual(changed);
      expect(merge(from, from, changed)).toEqual(changed);
      expect(merge(from, changed, changed)).toEqual(changed);
    }),
    { numRuns: 2000 },
  );
});

test('nothing that either side wrote vanishes, and no block exists twice', () => {
  fc.assert(
    fc.property(base, edit, edit, (from, my, their) => {
      const [mine, theirs] = [edited(from, my, 'm'), edited(from, their, 't')];
      const merged = merge(from, mine, theirs);
      for (const side of [mine, theirs])
        for (const one of side) {
          const before = from.find(({ id }) => id === one.id);
          const isWritten = before?.content.text !== one.content.text;
          if (isWritten) expect(textsOf(merged)).toContain(one.content.text);
        }
      expect(new Set(merged.map(({ id }) => id)).size).toBe(merged.length);
    }),
    { numRuns: 2000 },
  );
});

test('it does not matter who merges when the two changed different blocks and at most one of them moved some', () => {
  fc.assert(
    fc.property(base, edit, edit, (from, my, their) => {
      const mine = edited(from, my, 'm');
      const fates = their.fates.map((fate, index) => (my.fates[index] === 'keep' ? fate : 'keep'));
      const theirs = edited(from, { ...their, fates, move: null }, 't');
      expect(merge(from, mine, theirs)).toEqual(merge(from, theirs, mine));
    }),
    { numRuns: 2000 },
  );
});

test('a block that both changed is kept twice, ours behind the ENT’s and named after this device', () => {
  const from = [block('a', 'un'), block('b', 'deux'), block('c', 'trois')];
  const merged = merge(
    from,
    [block('a', 'un'), block('b', 'deux, ici'), block('c', 'trois')],
    [block('a', 'un'), block('b', 'deux, ailleurs'), block('c', 'trois, ailleurs')],
  );
  expect(merged).toEqual([
    block('a', 'un'),
    block('b', 'deux, ailleurs'),
    { ...block('variant-1', 'deux, ici'), variant: { of: 'b', device: 'Salle 12' } },
    block('c', 'trois, ailleurs'),
  ]);
});

test('an edit outlives a deletion, whoever made which', () => {
  const from = [block('a', 'un'), block('b', 'deux')];
  const without = [block('a', 'un')];
  const withEdit = [block('a', 'un'), block('b', 'deux bis')];
  expect(merge(from, without, withEdit)).toEqual(withEdit);
  expect(merge(from, withEdit, without)).toEqual(withEdit);
  expect(merge(from, without, from)).toEqual(without);
});

test('a move stays one when the other side edits the moved block and adds one', () => {
  const from = ['a', 'b', 'c', 'd'].map((id) => block(id, id));
  const [a, b, c, d] = from as [BlockBody, BlockBody, BlockBody, BlockBody];
  const merged = merge(from, [d, a, b, c], [a, b, c, block('d', 'd bis'), block('t', 'fin')]);
  expect(textsOf(merged)).toEqual(['d bis', 'fin', 'a', 'b', 'c']);
  // Both moved something else: each is where its side put it.
  expect(textsOf(merge(from, [b, a, c, d], [a, b, d, c]))).toEqual(['b', 'a', 'd', 'c']);
});
