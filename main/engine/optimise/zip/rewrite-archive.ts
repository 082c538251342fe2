import type { Allowance, RecipeResult, RecipeSource } from '../recipe.ts';
import { readZip, type ZipArchive } from './read-zip.ts';
import { openAllowance, unpackedBytes } from './unpack.ts';
import { isEncrypted, ZipIrregularity } from './zip-entry.ts';

/** An archive that may be looked into: what it unpacks to is taken from the allowance. */
export interface OpenArchive {
  readonly archive: ZipArchive;
  readonly allowance: Allowance;
}

/**
 * Opens an archive for a recipe. One that only its owner can open, or that breaks the rules of its format, is kept as it is,
 * also when that shows late.
 *
 * @throws DocumentRefusal when it would unpack to more than is allowed; what `rewrite` throws
 */
export async function rewriteArchive(
  source: RecipeSource,
  rewrite: (open: OpenArchive) => RecipeResult | Promise<RecipeResult>,
): Promise<RecipeResult> {
  try {
    const allowance = source.allowance ?? openAllowance(source.bytes.length);
    const archive = readZip(source.bytes);
    allowance.take(unpackedBytes(archive));
    if (archive.entries.some(isEncrypted)) return { kept: 'encrypted' };
    return await rewrite({ archive, allowance });
  } catch (error) {
    if (error instanceof ZipIrregularity) return { kept: 'not-proven' };
    throw error;
  }
}
