import { expect, test } from 'vitest';
import { parseRange } from './byte-range.ts';

test('a range is read as RFC 9110 spells it', () => {
  expect(parseRange('bytes=0-9', 100)).toEqual({ start: 0, end: 9 });
  expect(parseRange('bytes=90-', 100)).toEqual({ start: 90, end: 99 });
  expect(parseRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 });
  expect(parseRange('bytes=50-500', 100)).toEqual({ start: 50, end: 99 });
});

test('what cannot be satisfied is told from what need not be obeyed', () => {
  expect(parseRange('bytes=100-', 100)).toBeNull();
  expect(parseRange('bytes=9-3', 100)).toBeNull();
  for (const header of [null, '', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=a-b'])
    expect(parseRange(header, 100)).toBe('whole');
});
