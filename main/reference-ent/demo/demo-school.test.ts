import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLASS_PLANS, type CopyFormat } from './class-plans.ts';
import { orderFiles } from './copy-files.ts';
import { DemoRecords } from './demo-records.ts';
import { inventSchool } from './demo-school.ts';

const NOW = Date.parse('2026-11-24T09:00Z');
const TEACHER = { id: 'claire', name: 'Claire Martin' };

test('the same moment makes the same school, record by record', () => {
  const records = () => new DemoRecords(inventSchool(NOW), new Map(), TEACHER).list();
  expect(records()).toEqual(records());
});

test('whenever the server is set up, nothing was handed in or graded in the future', () => {
  const moments = fc.integer({ min: Date.parse('2026-09-01T06:00Z'), max: Date.parse('2027-07-30T00:00Z') });
  fc.assert(
    fc.property(moments, (now) => {
      const records = new DemoRecords(inventSchool(now), new Map(), TEACHER).list();
      for (const { entity, body, at } of records) {
        if (entity === 'submission') expect(Number(body?.submitted_at ?? 0)).toBeLessThanOrEqual(now);
        if (entity === 'grade') expect(at).toBeLessThan(now);
      }
    }),
    { numRuns: 20 },
  );
});

test('a document is the same bytes whenever and in whatever order it is made', async () => {
  const hashes = async (now: number) => {
    const school = inventSchool(now);
    const formats = new Map<CopyFormat, string>();
    for (const { submissions } of school.classes[0]?.assignments ?? []) {
      for (const { format, id } of submissions)
        if (format !== null && !formats.has(format)) formats.set(format, id);
    }
    // Photographs are left out: they go the same way, and take a second each.
    const orders = orderFiles(school).filter(({ owner }) =>
      [...formats].some(([format, id]) => id === owner && format !== 'photo'),
    );
    const files = await Promise.all(orders.map((order) => order.make()));
    return files.flat().map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]);
  };
  const first = await hashes(NOW);
  expect(first.length).toBe(5);
  expect(await hashes(NOW + 3_600_000)).toEqual(first);
}, 30_000);

test('every resource that a lesson names can be made', async () => {
  const names = CLASS_PLANS.flatMap(({ lessons }) => lessons.flatMap(({ resource }) => resource ?? []));
  const orders = orderFiles(inventSchool(NOW)).filter(({ owner }) => names.includes(owner));
  expect(orders.map(({ owner }) => owner).sort()).toEqual([...names].sort());
  for (const order of orders) expect((await order.make())[0]?.bytes.length).toBeGreaterThan(1000);
});
