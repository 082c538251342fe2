import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockBody } from '../bodies.ts';
import { changesBetween } from './changes.ts';
import { beyondBytes, type KeptVersion, thinnedOut, withBlocksOf } from './rules.ts';

const timeZone = 'Europe/Paris';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 30 November 2026, 18:00 in Paris. */
const NOW = Date.UTC(2026, 10, 30, 17);

const paragraph = (id: string, text: string): BlockBody => ({
  id,
  content: { type: 'paragraph', content: [{ type: 'text', text }] },
});

/** Written at these instants, oldest first. */
function versionsAt(instants: readonly number[], shown: readonly boolean[] = []): KeptVersion[] {
  return [...instants]
    .sort((a, b) => a - b)
    .map((writtenAt, index) => ({ id: index + 1, writtenAt, isShown: shown[index] ?? false, rows: [] }));
}

function left(versions: readonly KeptVersion[], now: number): KeptVersion[] {
  const gone = new Set(thinnedOut(versions, { now, timeZone }));
  return versions.filter(({ id }) => !gone.has(id));
}

const history = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.boolean()), { maxLength: 60 })
  .map((all) =>
    versionsAt(
      all.map(([minutes]) => NOW - minutes * 60_000),
      all.map(([, isShown]) => isShown),
    ),
  );

test('all of today stay, then the last of each day for a month, then the last of each week', () => {
  const instants = [0, 1, 2].map((hours) => NOW - hours * HOUR);
  const yesterday = [NOW - DAY, NOW - DAY - HOUR];
  // Tuesday and Thursday of one week of September.
  const september = [Date.UTC(2026, 8, 8, 10), Date.UTC(2026, 8, 10, 10), Date.UTC(2026, 8, 10, 9)];
  const versions = versionsAt([...instants, ...yesterday, ...september]);
  expect(left(versions, NOW).map(({ writtenAt }) => writtenAt)).toEqual([
    Date.UTC(2026, 8, 10, 10),
    NOW - DAY,
    ...instants.toReversed(),
  ]);
});

test('a day is the school’s: what was written after midnight in Paris is not yesterday’s', () => {
  const versions = versionsAt([Date.UTC(2026, 10, 28, 22, 50), Date.UTC(2026, 10, 28, 23, 10)]);
  expect(left(versions, NOW)).toHaveLength(2);
});

test('the newest version stays, and so does the last one that students could read', () => {
  fc.assert(
    fc.property(history, fc.nat(800), (versions, days) => {
      const kept = left(versions, NOW + days * DAY);
      expect(kept.at(-1)).toEqual(versions.at(-1));
      const lastShown = versions.findLast(({ isShown }) => isShown);
      if (lastShown !== undefined) expect(kept).toContainEqual(lastShown);
    }),
    { numRuns: 500 },
  );
});

test('thinning twice is thinning once, and thinning on the way gives what thinning late gives', () => {
  fc.assert(
    fc.property(history, fc.nat(90), fc.nat(300), (versions, soon, later) => {
      const first = NOW + soon * DAY;
      const second = first + later * DAY;
      const once = left(versions, first);
      expect(left(once, first)).toEqual(once);
      expect(left(once, second)).toEqual(left(versions, second));
    }),
    { numRuns: 500 },
  );
});

test('after a month and a week no two versions are of one day, and the number has a bound', () => {
  fc.assert(
    fc.property(history, (versions) => {
      const kept = left(versions, NOW + DAY).filter(({ isShown }) => !isShown);
      const days = kept.map(({ writtenAt }) => Math.floor((writtenAt + HOUR) / DAY));
      // Summer's hour is another one: half an hour around midnight is looked at by the test above.
      const isClear = versions.every(
        ({ writtenAt }) => (writtenAt % DAY) / HOUR > 1 && (writtenAt % DAY) / HOUR < 21,
      );
      if (isClear) expect(new Set(days).size).toBe(days.length);
    }),
    { numRuns: 500 },
  );
  const pauses = versionsAt(Array.from({ length: 2000 }, (_, index) => NOW - index * 60_000));
  expect(left(pauses, NOW)).toHaveLength(450);
});

test('bytes have a bound: the oldest go first, what versions share is counted once, the newest stays', () => {
  const version = (id: number, rows: number[]): KeptVersion => ({ id, writtenAt: id, isShown: false, rows });
  const versions = [version(1, [1, 2]), version(2, [1, 3]), version(3, [1, 4])];
  const bytesOf = new Map([1, 2, 3, 4].map((row) => [row, 1000]));
  expect(beyondBytes(versions, bytesOf, 4100)).toEqual([]);
  expect(beyondBytes(versions, bytesOf, 4000)).toEqual([1]);
  expect(beyondBytes(versions, bytesOf, 10)).toEqual([1, 2]);
  expect(beyondBytes([version(1, [1])], bytesOf, 10)).toEqual([]);
});

/** Two texts whose blocks have some ids in common. */
const text = fc
  .uniqueArray(fc.tuple(fc.nat(9), fc.constantFrom('un', 'deux', 'trois')), {
    maxLength: 8,
    selector: ([id]) => id,
  })
  .map((blocks) => blocks.map(([id, words]) => paragraph(`b${id}`, words)));

test('restoring blocks touches no other, and leaves the others in their order', () => {
  fc.assert(
    fc.property(text, text, fc.uniqueArray(fc.nat(9)), (now, version, numbers) => {
      const ids = numbers.map((number) => `b${number}`);
      const restored = withBlocksOf(now, version, ids);
      const others = (blocks: readonly BlockBody[]) => blocks.filter(({ id }) => !ids.includes(id));
      expect(others(restored)).toEqual(others(now));
      const those = (blocks: readonly BlockBody[]) =>
        blocks.filter(({ id }) => ids.includes(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(those(restored)).toEqual(those(version));
    }),
    { numRuns: 1000 },
  );
});

test('restoring every block one by one gives the blocks of the version, in its order where none was moved', () => {
  fc.assert(
    fc.property(text, text, (now, version) => {
      const ids = [...new Set([...now, ...version].map(({ id }) => id))];
      const restored = ids.reduce((blocks, id) => withBlocksOf(blocks, version, [id]), [...now]);
      const sorted = (blocks: readonly BlockBody[]) => [...blocks].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(sorted(restored)).toEqual(sorted(version));
      const order = (blocks: readonly BlockBody[], of: readonly BlockBody[]) =>
        blocks.map(({ id }) => id).filter((id) => of.some((one) => one.id === id));
      if (String(order(now, version)) === String(order(version, now))) expect(restored).toEqual(version);
    }),
    { numRuns: 1000 },
  );
});

test('what changed is told by kinds: pictures apart, a moved block as an order, nothing where nothing did', () => {
  const picture = (sha256: string) => ({ type: 'image', attrs: { sha256 } });
  const withPicture = (id: string, words: string, ...hashes: string[]): BlockBody => ({
    id,
    content: { type: 'paragraph', content: [{ type: 'text', text: words }, ...hashes.map(picture)] },
  });
  const list: BlockBody = { id: 'l', content: { type: 'bulletList', content: [] } };
  const before = [paragraph('a', 'un'), withPicture('b', 'deux', 'x'), list];
  expect(changesBetween(before, structuredClone(before))).toEqual([]);
  expect(changesBetween(before, [list, ...before.slice(0, 2)])).toEqual([{ kind: 'order', count: 1 }]);
  expect(
    changesBetween(before, [
      paragraph('a', 'un bis'),
      withPicture('b', 'deux', 'y'),
      paragraph('c', 'trois'),
    ]),
  ).toEqual([
    { kind: 'paragraph', count: 2 },
    { kind: 'list', count: 1 },
    { kind: 'image', count: 2 },
  ]);
  const alone: BlockBody = { id: 'p', content: { type: 'paragraph', content: [picture('z')] } };
  expect(changesBetween(before, [...before, alone])).toEqual([{ kind: 'image', count: 1 }]);
  const note: BlockBody = { id: 'n', content: { type: 'teacherBlock', attrs: { kind: 'note' } } };
  expect(changesBetween(before, [...before, note])).toEqual([{ kind: 'note', count: 1 }]);
});
