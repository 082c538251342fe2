import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { readJson, writeJson } from './json-file.ts';

const schema = z.object({ width: z.number() });
const fallback = { width: 1 };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartable-json-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was written is read again, and nobody else can read it', () => {
  const path = join(folder, 'profile', 'window.json');
  writeJson(path, { width: 800 });
  writeJson(path, { width: 900 });
  expect(readJson(path, schema, fallback)).toEqual({ width: 900 });
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readdirSync(join(folder, 'profile'))).toEqual(['window.json']);
});

test('a file that is missing, cut short or of another shape is as if it had never been', () => {
  const path = join(folder, 'window.json');
  expect(readJson(path, schema, fallback)).toEqual(fallback);
  for (const text of ['', '{"width":', '{"width":"wide"}', 'null']) {
    writeFileSync(path, text);
    expect(readJson(path, schema, fallback), text).toEqual(fallback);
  }
});
