import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseEnd } from './retry-after.ts';

const NOW = Date.parse('2026-03-16T08:00:00Z');

describe('the pause that a server asks for is a floor', () => {
  test.each([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['no number', {}, 30_000],
    ['an empty header', { 'retry-after': '' }, 30_000],
    ['words', { 'retry-after': 'demain' }, 30_000],
    ['a negative number', { 'retry-after': '-5' }, 30_000],
    ['zero', { 'retry-after': '0' }, 1_000],
    ['a date', { 'retry-after': 'Mon, 16 Mar 2026 08:10:00 GMT' }, 600_000],
    ['a date of RFC 850', { 'retry-after': 'Monday, 16-Mar-26 08:10:00 GMT' }, 600_000],
    ['a date as asctime writes it', { 'retry-after': 'Mon Mar 16 08:10:00 2026' }, 600_000],
    ['two numbers', { 'retry-after': '60, 600' }, 600_000],
    ['a date gone by', { 'retry-after': 'Mon, 16 Mar 2026 07:00:00 GMT' }, 1_000],
    ['a year', { 'retry-after': '31536000' }, 7 * 86_400_000],
    [
      "a date on the server's clock, an hour behind ours",
      { 'retry-after': 'Mon, 16 Mar 2026 07:05:00 GMT', date: 'Mon, 16 Mar 2026 07:00:00 GMT' },
      300_000,
    ],
  ])('%s', (_what, headers, pauseMs) => {
    expect(pauseEnd(headers as Record<string, string>, NOW) - NOW).toBe(pauseMs);
  });
});

test('whatever the header says, the end is a time to come, a week away at most', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (text, date) => {
      const headers = date === undefined ? { 'retry-after': text } : { 'retry-after': text, date };
      const pauseMs = pauseEnd(headers, NOW) - NOW;
      expect(pauseMs).toBeGreaterThanOrEqual(1_000);
      expect(pauseMs).toBeLessThanOrEqual(7 * 86_400_000);
    }),
  );
});
