import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashFile } from '../platform/whole-files.ts';
import { optimiseDocument } from './optimise-document.ts';
import type { Recipe } from './recipe.ts';

const PICTURE = Buffer.from('GIF89a, as far as anybody looks');

/** Optimises a picture with a recipe that makes these parts of it. */
async function optimiseInto(parts: readonly Uint8Array[]) {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-document-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inputPath = join(folder, 'picture.gif');
  const temporaryPath = join(folder, 'rendition');
  writeFileSync(inputPath, PICTURE);
  const recipe: Recipe = {
    name: 'image',
    kinds: ['gif'],
    optimise: async ({ kind }) => ({ rendition: { kind, parts } }),
  };
  const outcome = await optimiseDocument(
    {
      kind: 'optimise',
      documentId: 1,
      inputPath,
      fileName: 'picture.gif',
      temporaryPath,
      preset: 'screen',
    },
    () => undefined,
    () => recipe,
  );
  return { outcome, temporaryPath };
}

test('whatever a recipe makes, what is not smaller than the original is not used', async () => {
  for (const excess of [1, 0]) {
    const { outcome, temporaryPath } = await optimiseInto([PICTURE, Buffer.alloc(excess)]);
    expect(outcome).toMatchObject({ outcome: 'kept', reason: 'not-smaller', bytesBefore: PICTURE.length });
    expect(existsSync(temporaryPath)).toBe(false);
  }
});

test('a rendition is written in all its parts, and told by size and hash', async () => {
  const { outcome, temporaryPath } = await optimiseInto([PICTURE.subarray(0, 6), PICTURE.subarray(10, 20)]);
  const { sha256, sizeBytes } = await hashFile(temporaryPath);
  expect(outcome).toMatchObject({ outcome: 'optimised', bytesAfter: sizeBytes, sha256 });
  expect(readFileSync(temporaryPath, 'latin1')).toBe('GIF89a far as an');
});
