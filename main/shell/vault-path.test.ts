import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveVaultUrl, sniffMediaType } from './vault-path.ts';

const HASH = `ab${'0123456789abcdef'.repeat(4).slice(2)}`;
const PATH = join('vault', 'ab', HASH.slice(2));

test('a hash is a path, whether or not a type is asked for', () => {
  expect(resolveVaultUrl(`vault://${HASH}`)).toEqual({ path: PATH, mediaType: null });
  expect(resolveVaultUrl(`vault://${HASH}/`)).toEqual({ path: PATH, mediaType: null });
  expect(resolveVaultUrl(`vault://${HASH}/?type=image%2Fpng`)).toEqual({
    path: PATH,
    mediaType: 'image/png',
  });
});

test('a type that could run is served as bytes', () => {
  for (const type of ['text/html', 'application/javascript', 'image/svg+xml;x', 'text/plain%0d%0aX:1', '%'])
    expect(resolveVaultUrl(`vault://${HASH}/?type=${type}`)?.mediaType, type).toBe(
      'application/octet-stream',
    );
});

test('anything but a hash is nothing', () => {
  for (const url of [
    'vault://',
    'vault://blob',
    `vault://${HASH.slice(1)}`,
    `vault://${HASH}0`,
    `vault://${HASH.toUpperCase()}`,
    `vault://${HASH}/..`,
    `vault://${HASH}/../../lock.sqlite`,
    `vault://${HASH}//`,
    `vault://user@${HASH}/`,
    `vault://${HASH}:1/`,
    `vault://${'.'.repeat(64)}`,
    `vault://${HASH}\n`,
    `file://${HASH}`,
  ])
    expect(resolveVaultUrl(url), url).toBeNull();
});

test('a file is known by its first bytes, and otherwise by none', () => {
  expect(sniffMediaType(Buffer.from('%PDF-1.7\n'))).toBe('application/pdf');
  expect(sniffMediaType(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
  expect(sniffMediaType(Buffer.from('RIFF\n\n\n\nWEBPVP8 '))).toBe('image/webp');
  expect(sniffMediaType(Buffer.from('<html><script>'))).toBe('application/octet-stream');
  expect(sniffMediaType(Buffer.alloc(0))).toBe('application/octet-stream');
});
