import { expect, test } from 'vitest';
import { describeReports, violatingSeeds } from './run-seeds.ts';

// A file of its own: it runs beside the first half.
test('seeds 1001 to 2000: two devices, the web and a bad line lose nothing, repeat nothing and come to rest', async () => {
  expect(describeReports(await violatingSeeds({ from: 1001, count: 1000 }))).toBe('');
}, 900_000);
