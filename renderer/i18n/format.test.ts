import { expect, test } from 'vitest';
import { createFormats } from './format.ts';

const fr = createFormats('fr');
const en = createFormats('en');
/** Intl separates with several kinds of spaces; the words are what matters here. */
const plain = (text: string) => text.replace(/[\s\u00a0\u202f]/g, ' ');

test.each([
  [1450, '14,5', '14.5'],
  [1400, '14', '14'],
  [1425, '14,25', '14.25'],
  [0, '0', '0'],
  [50, '0,5', '0.5'],
])('%i hundredths read as points without trailing zeros', (pointsTimes100, french, english) => {
  expect(fr.points(pointsTimes100)).toBe(french);
  expect(en.points(pointsTimes100)).toBe(english);
});

test('a grade is written with its maximum', () => {
  expect(fr.grade(1450, 2000)).toBe('14,5/20');
  expect(en.grade(725, 1000)).toBe('7.25/10');
});

test.each([
  [0, '0 octet', '0 bytes'],
  [1, '1 octet', '1 byte'],
  [999, '999 octets', '999 bytes'],
  [1000, '1 ko', '1 kB'],
  [912_000, '912 ko', '912 kB'],
  [999_400, '999 ko', '999 kB'],
  [999_600, '1 Mo', '1 MB'],
  [1_400_000, '1,4 Mo', '1.4 MB'],
  [14_912_020, '14,9 Mo', '14.9 MB'],
  [2_400_000_000, '2,4 Go', '2.4 GB'],
])('%i bytes read in the unit that people use', (sizeBytes, french, english) => {
  expect(plain(fr.size(sizeBytes))).toBe(french);
  expect(plain(en.size(sizeBytes))).toBe(english);
});

test("times are the school's, wherever the computer is", () => {
  const winter = Date.UTC(2026, 10, 24, 7, 5);
  expect(fr.time(winter)).toBe('08:05');
  expect(fr.day(winter)).toBe('mardi 24 novembre');
  expect(en.day(winter)).toBe('Tuesday 24 November');
  expect(fr.time(Date.UTC(2026, 5, 1, 6, 0))).toBe('08:00');
});

test('a past time is said from now', () => {
  const now = Date.UTC(2026, 10, 24, 12);
  expect(plain(fr.relative(now - 180_000, now))).toBe('il y a 3 minutes');
  expect(en.relative(now - 3_600_000, now)).toBe('1 hour ago');
  expect(fr.relative(now - 86_400_000, now)).toBe('hier');
  expect(fr.relative(now - 2_000, now)).toBe('maintenant');
});

test('a duration is said in seconds, then in minutes', () => {
  expect(plain(fr.duration(4_230))).toBe('4,2 s');
  expect(plain(fr.duration(42_000))).toBe('42 s');
  expect(plain(fr.duration(190_000))).toBe('3 min 10 s');
  expect(plain(fr.duration(59_700))).toBe('1 min');
  expect([42_000, 190_000].map((ms) => en.duration(ms))).toEqual(['42s', '3m 10s']);
});
