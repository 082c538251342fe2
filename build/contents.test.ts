import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contentsOf, differencesOf, digestOf } from './contents.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'cartable-contents-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const FILES = { 'out/b/z.js': '1', 'out/b/a.js': '2', 'out/a.js': '3' };

test('the same files written in another order are the same, and their maps do not count', () => {
  const first = contentsOf(folderOf(FILES), ['out']);
  const other = { ...Object.fromEntries(Object.entries(FILES).reverse()), 'out/a.js.map': '{}' };
  const second = contentsOf(folderOf(other), ['out']);
  expect([...first.keys()]).toEqual(['out/a.js', 'out/b/a.js', 'out/b/z.js']);
  expect(differencesOf(first, second)).toEqual([]);
  expect(digestOf(second)).toBe(digestOf(first));
});

test('a file that differs, is missing, is more, or can be run only once is named', () => {
  const root = folderOf({ ...FILES, 'out/old.js': '' });
  const before = contentsOf(root, ['out']);
  writeFileSync(join(root, 'out/a.js'), 'at 12:00');
  writeFileSync(join(root, 'out/new.js'), '');
  rmSync(join(root, 'out/old.js'));
  chmodSync(join(root, 'out/b/z.js'), 0o755);
  const after = contentsOf(root, ['out']);
  const named = differencesOf(before, after).map((line) => line.split(':')[0]);
  expect(named).toEqual(['out/a.js', 'out/b/z.js', 'out/new.js', 'out/old.js']);
  expect(digestOf(after)).not.toBe(digestOf(before));
});
