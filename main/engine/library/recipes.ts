import { type DocumentKind, KIND_FACTS } from '../optimise/kinds.ts';
import { recipeVersionOf } from '../optimise/recipe-versions.ts';

const KINDS = Object.keys(KIND_FACTS) as DocumentKind[];
const CURRENT: ReadonlySet<string> = new Set(KINDS.flatMap((kind) => recipeVersionOf(kind) ?? []));

/**
 * The recipe that treats documents of a media type, with its version; null if they are sent as they are.
 *
 * Those are not remembered: whether their name tells the truth is asked anew of every file.
 */
export function findRecipe(mediaType: string): string | null {
  const kind = KINDS.find((one) => KIND_FACTS[one].mediaType === mediaType);
  return (kind && recipeVersionOf(kind)) ?? null;
}

/** False for a recipe of an earlier version, whose renditions may differ from today's. */
export function isCurrentRecipe(recipe: string | null): boolean {
  return recipe !== null && CURRENT.has(recipe);
}
