import type { DocumentKind } from './kinds.ts';

/**
 * Which recipe treats a kind, with its version: part of a rendition's key, so that the engine can tell without loading
 * a decoder whether a document was already optimised.
 *
 * Raise a version with every change that can alter a recipe's bytes, a new release of sharp included; and with the mend
 * of a fault that may have spoilt renditions (until version 1, a disk that was filling up cut them short).
 */
const RECIPES = { image: 'image@3', pdf: 'pdf@2' } as const;

export type RecipeVersion = (typeof RECIPES)[keyof typeof RECIPES];

const BY_KIND: Readonly<Partial<Record<DocumentKind, RecipeVersion>>> = {
  jpeg: RECIPES.image,
  png: RECIPES.image,
  webp: RECIPES.image,
  gif: RECIPES.image,
  tiff: RECIPES.image,
  avif: RECIPES.image,
  heic: RECIPES.image,
  bmp: RECIPES.image,
  pdf: RECIPES.pdf,
};

/** The recipe for a kind of document, for example `image@3`; undefined if it is sent as it is. */
export function recipeVersionOf(kind: DocumentKind): RecipeVersion | undefined {
  return BY_KIND[kind];
}
