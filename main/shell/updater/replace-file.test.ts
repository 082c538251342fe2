import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { previousOf, replaceFile } from './replace-file.ts';

function twoVersions() {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-replace-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [path, newer] = [join(folder, 'Cartable.AppImage'), join(folder, 'downloaded')];
  writeFileSync(path, 'version 1', { mode: 0o755 });
  writeFileSync(newer, 'version 2', { mode: 0o600 });
  return { folder, path, newer };
}

test('the new version takes the old one’s place, can be started, and the old one is kept beside it', () => {
  const { path, newer } = twoVersions();
  replaceFile(path, newer);
  expect(readFileSync(path, 'utf8')).toBe('version 2');
  expect(statSync(path).mode & 0o111).toBe(0o111);
  expect(readFileSync(previousOf(path), 'utf8')).toBe('version 1');
  writeFileSync(newer, 'version 3');
  replaceFile(path, newer);
  expect(readFileSync(path, 'utf8')).toBe('version 3');
  expect(readFileSync(previousOf(path), 'utf8')).toBe('version 2');
});

test('an update that is not there leaves the old version, and nothing beside it', () => {
  const { folder, path } = twoVersions();
  expect(() => replaceFile(path, join(folder, 'missing'))).toThrowError(/ENOENT/);
  expect(readFileSync(path, 'utf8')).toBe('version 1');
  expect(readdirSync(folder).sort()).toEqual(['Cartable.AppImage', 'downloaded']);
});
