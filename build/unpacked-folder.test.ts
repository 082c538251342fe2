import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAsRecorded, recordSizes } from './unpacked-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartable-unpacked-'));
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'electron'), 'the executable');
  writeFileSync(join(folder, 'locales/fr.pak'), 'words');
  recordSizes(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder just recorded is whole, and files added to it later change nothing', () => {
  writeFileSync(join(folder, 'main.cjs'), 'added');
  expect(isAsRecorded(folder)).toBe(true);
});

test('a lost file and a cut one are seen', () => {
  truncateSync(join(folder, 'electron'), 3);
  expect(isAsRecorded(folder)).toBe(false);
  writeFileSync(join(folder, 'electron'), 'the executable');
  expect(isAsRecorded(folder)).toBe(true);
  rmSync(join(folder, 'locales/fr.pak'));
  expect(isAsRecorded(folder)).toBe(false);
});

test('a folder without a record, or that does not exist, is not whole', () => {
  rmSync(join(folder, 'unpacked-files.json'));
  expect(isAsRecorded(folder)).toBe(false);
  expect(isAsRecorded(join(folder, 'nowhere'))).toBe(false);
});
