import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './bundle-stamp.ts';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cartable-stamp-'));
  write('main/engine/engine.ts', 'start();');
  write('preload/preload.ts', 'expose();');
  write('renderer/main.tsx', 'draw();');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

test('a source, its name, a new file and a package’s version each make the bundles old', () => {
  const seen = [fingerprint(project)];
  write('main/engine/engine.ts', 'begin();');
  seen.push(fingerprint(project));
  renameSync(join(project, 'renderer/main.tsx'), join(project, 'renderer/start.tsx'));
  seen.push(fingerprint(project));
  write('renderer/theme/ink.css', 'a { color: navy }');
  seen.push(fingerprint(project));
  write('package-lock.json', '{ "got": "17" }');
  seen.push(fingerprint(project));
  expect(new Set(seen).size).toBe(seen.length);
});

test('tests and notes are not bundled: they leave the bundles as they are', () => {
  const before = fingerprint(project);
  write('main/engine/engine.test.ts', 'test();');
  write('main/engine/README.md', 'The engine.');
  expect(fingerprint(project)).toBe(before);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}
