import type { DocumentKind } from '../kinds.ts';
import { DocumentRefusal, type Recipe, type RecipeSource, type Rendition, sizeOf } from '../recipe.ts';

/** The recipe of a kind; given to the recipes of archives, which must not know the others by name. */
export type RecipeOf = (kind: DocumentKind) => Recipe | undefined;

/**
 * Makes a document inside another one smaller; undefined if it stays as it is.
 *
 * One that is damaged or too much for its recipe stays as well: it came with the rest. Throws `DocumentRefusal` for what
 * makes the whole unfit: more, or deeper, than may be unpacked, or names that lead outside.
 */
export async function recompressMember(
  recipeOf: RecipeOf,
  source: RecipeSource,
): Promise<Rendition | undefined> {
  try {
    const result = await recipeOf(source.kind)?.optimise(source);
    if (result === undefined || 'kept' in result) return undefined;
    return sizeOf(result.rendition) < source.bytes.length ? result.rendition : undefined;
  } catch (error) {
    if (error instanceof DocumentRefusal && isHarmful(source.kind, error)) throw error;
    return undefined;
  }
}

function isHarmful(kind: DocumentKind, { reason }: DocumentRefusal): boolean {
  return reason === 'unsafe' || (reason === 'too-large' && isArchive(kind));
}

/** Documents that hold others, which they share an allowance with. */
export function isArchive(kind: DocumentKind): boolean {
  return ARCHIVES.has(kind);
}

const ARCHIVES: ReadonlySet<DocumentKind> = new Set(['zip', 'docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods']);
