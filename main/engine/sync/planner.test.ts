import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halveLimits, planBatch, planBundles } from './planner.ts';

const ops = fc
  .array(fc.record({ sizeBytes: fc.integer({ min: 1, max: 5000 }), isReady: fc.boolean() }), {
    maxLength: 60,
  })
  .map((list) => list.map((op, index) => ({ ...op, op_id: `op-${index}`, seq: index + 1 })));
const limits = fc.record({
  ops: fc.integer({ min: 1, max: 20 }),
  bytes: fc.integer({ min: 2000, max: 20_000 }),
});

test('a batch holds ready edits only, oldest first, within its limits, and never none if one is ready', () => {
  fc.assert(
    fc.property(ops, limits, (list, limit) => {
      const chosen = planBatch(list, limit);
      const ready = list.filter(({ isReady }) => isReady).map(({ op_id }) => op_id);
      expect(chosen).toEqual(ready.slice(0, chosen.length));
      expect(chosen.length).toBeLessThanOrEqual(limit.ops);
      expect(chosen.length > 0).toBe(ready.length > 0);
      const bytes = list
        .filter(({ op_id }) => chosen.includes(op_id))
        .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      if (chosen.length > 1) expect(bytes).toBeLessThanOrEqual(limit.bytes);
    }),
    { verbose: 1 },
  );
});

test('edits at which the ENT fails wait for all others, and go in batches of their size, the least sent first', () => {
  const marked = ops.chain((list) =>
    fc
      .array(fc.record({ batchOpsMax: fc.option(fc.integer({ min: 1, max: 8 })), attempts: fc.nat(5) }), {
        minLength: list.length,
        maxLength: list.length,
      })
      .map((marks) => list.map((op, index) => ({ ...op, ...(marks[index] ?? {}) }))),
  );
  fc.assert(
    fc.property(marked, limits, (list, limit) => {
      const chosen = planBatch(list, limit).map((opId) => list.find(({ op_id }) => op_id === opId));
      const ready = list.filter(({ isReady }) => isReady);
      const isWell = ready.some(({ batchOpsMax }) => batchOpsMax == null);
      expect(chosen.length > 0).toBe(ready.length > 0);
      for (const op of chosen) {
        expect(op?.batchOpsMax == null).toBe(isWell);
        if (!isWell) expect(op?.attempts).toBe(Math.min(...ready.map(({ attempts = 0 }) => attempts)));
        expect(chosen.length).toBeLessThanOrEqual(op?.batchOpsMax ?? limit.ops);
      }
    }),
    { verbose: 1 },
  );
});

test('halving ends at one edit, however often the ENT refuses', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      (sentOps, named) => {
        let sent = sentOps;
        let turns = 0;
        for (; sent > 1; turns += 1) sent = halveLimits({ ops: sent, bytes: 1_048_576 }, sent, named).ops;
        expect(turns).toBeLessThanOrEqual(9);
      },
    ),
    { verbose: 1 },
  );
});

test('every document goes exactly once, in a bundle within its limits or alone', () => {
  const blobs = fc
    .array(fc.integer({ min: 0, max: 3000 }), { maxLength: 50 })
    .map((sizes) => sizes.map((sizeBytes, index) => ({ sha256: `hash-${index}`, sizeBytes })));
  fc.assert(
    fc.property(
      blobs,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 100, max: 4000 }),
      (list, files, bytes) => {
        const { bundles, alone } = planBundles(list, { files, bytes });
        const sent = [...bundles.flat(), ...alone].map(({ sha256 }) => sha256).sort();
        expect(sent).toEqual(list.map(({ sha256 }) => sha256).sort());
        for (const bundle of bundles) {
          expect(bundle.length).toBeLessThanOrEqual(files);
          expect(bundle.reduce((sum, { sizeBytes }) => sum + sizeBytes + 40, 0)).toBeLessThanOrEqual(bytes);
        }
      },
    ),
    { verbose: 1 },
  );
});
