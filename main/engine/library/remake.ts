import { rm } from 'node:fs/promises';
import type { DomainContext } from '../context.ts';
import type { Preset } from '../optimise/preset.ts';
import { hashFile } from '../platform/whole-files.ts';
import type { Optimise } from './optimiser-port.ts';

interface Source {
  readonly originalSha256: string;
  readonly originalName: string;
  readonly preset: Preset;
}

/**
 * Makes a rendition again whose bytes were lost, from the original that is kept beside it.
 *
 * @returns false when no original is here whole, or what is made of it today is not the same to the byte (a later
 *   version of the recipe): what was recorded to be sent is never replaced by something else
 */
export async function remakeRendition(
  { store, vault }: DomainContext,
  optimise: Optimise,
  sha256: string,
): Promise<boolean> {
  const sources = store.db
    .prepare(
      `SELECT DISTINCT original_sha256 AS originalSha256, original_name AS originalName, preset FROM document
       WHERE sent_sha256 = ? AND outcome = 'optimised'`,
    )
    .all(sha256) as Source[];
  for (const { originalSha256, originalName, preset } of sources) {
    if (!vault.has(originalSha256) || !(await vault.isIntact(originalSha256))) continue;
    const outputPath = vault.incomingPath();
    try {
      const inputPath = vault.pathOf(originalSha256);
      const { outcome } = await optimise({ inputPath, outputPath, fileName: originalName, preset });
      if (outcome !== 'optimised') continue;
      const blob = await hashFile(outputPath);
      if (blob.sha256 !== sha256) continue;
      await vault.adopt(outputPath, blob);
      return true;
    } finally {
      await rm(outputPath, { force: true });
    }
  }
  return false;
}
