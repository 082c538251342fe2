import { expect, test } from 'vitest';
import { MAX_TEXT_BYTES, readText } from './read-text.ts';

const utf8 = new TextEncoder();

test('UTF-8 is read as such, with or without its mark', () => {
  expect(readText(utf8.encode('Élève : œuvre')).text).toBe('Élève : œuvre');
  expect(readText(Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9)).text).toBe('é');
});

test('an old Windows file keeps its accents', () => {
  expect(readText(Uint8Array.of(0xc9, 0x6c, 0xe8, 0x76, 0x65, 0x92)).text).toBe('Élève’');
});

test('UTF-16 is read by its mark', () => {
  expect(readText(Uint8Array.of(0xff, 0xfe, 0xe9, 0x00)).text).toBe('é');
  expect(readText(Uint8Array.of(0xfe, 0xff, 0x00, 0xe9)).text).toBe('é');
});

test('a huge text is cut, and a character split by the cut spoils nothing', () => {
  const bytes = new Uint8Array(MAX_TEXT_BYTES + 10).fill(0x61);
  bytes[MAX_TEXT_BYTES - 1] = 0xc3;
  const { text, isCut } = readText(bytes);
  expect(isCut).toBe(true);
  expect(text).toBe('a'.repeat(MAX_TEXT_BYTES - 1));
});

test('control characters are shown as unknown ones, ends of line are one', () => {
  expect(readText(utf8.encode('a\u0000b\r\nc\td')).text).toBe('a\ufffdb\nc\td');
});
