import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange } from './byte-range.ts';

test('a range lies within the file and is never empty', () => {
  const bound = fc.option(fc.nat(2000).map(String), { nil: '' });
  fc.assert(
    fc.property(bound, bound, fc.nat(1000), (first, last, sizeBytes) => {
      const range = parseRange(`bytes=${first}-${last}`, sizeBytes);
      if (range === null || range === 'beyond') return;
      expect(range.from).toBeGreaterThanOrEqual(0);
      expect(range.to).toBeGreaterThan(range.from);
      expect(range.to).toBeLessThanOrEqual(sizeBytes);
    }),
  );
});

test('what is no single range of bytes asks for the whole', () => {
  for (const header of [undefined, '', 'bytes=-', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=9-2', 'bytes=x-2']) {
    expect(parseRange(header, 100)).toBe(null);
  }
  expect(parseRange('bytes=100-', 100)).toBe('beyond');
  expect(parseRange('bytes=-0', 100)).toBe('beyond');
});
