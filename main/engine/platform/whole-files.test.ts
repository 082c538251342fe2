import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashFile, replaceFile, type WritableFile, writeNewFile, writeWhole } from './whole-files.ts';

/** A file that takes at most so many bytes at once, and so many in all, without ever saying no. */
function reluctantFile(atOnce: number, inAll: number): WritableFile & { readonly bytes: number[] } {
  const bytes: number[] = [];
  return {
    bytes,
    async write(given, offset) {
      const taken = given.subarray(offset, offset + Math.min(atOnce, inAll - bytes.length));
      bytes.push(...taken);
      return { bytesWritten: taken.length };
    },
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-whole-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('what a disk takes in pieces is written to its last byte', async () => {
  const file = reluctantFile(3, 100);
  await writeWhole(file, Buffer.from('dix octets'));
  expect(Buffer.from(file.bytes).toString()).toBe('dix octets');
});

test('a disk that takes nothing more without an error is a full disk', async () => {
  await expect(writeWhole(reluctantFile(3, 7), Buffer.from('dix octets'))).rejects.toMatchObject({
    code: 'ENOSPC',
  });
});

test('a new file is what its parts are, and its name and size are told', async () => {
  const path = join(temporaryFolder(), 'new');
  const digest = await writeNewFile(path, [Buffer.from('un '), Buffer.alloc(0), Buffer.from('devoir')]);
  expect(readFileSync(path, 'utf8')).toBe('un devoir');
  expect(digest).toEqual({ sizeBytes: 9, sha256: createHash('sha256').update('un devoir').digest('hex') });
  expect(await hashFile(path)).toEqual(digest);
  await expect(writeNewFile(path, [])).rejects.toMatchObject({ code: 'EEXIST' });
});

test('a small file is replaced by the new one', () => {
  const path = join(temporaryFolder(), 'folder', 'small.json');
  replaceFile(path, '1');
  replaceFile(path, '2');
  expect(readFileSync(path, 'utf8')).toBe('2');
});
