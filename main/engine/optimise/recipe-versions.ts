import type { DocumentKind } from './kinds.ts';

/**
 * The versions of what the recipes do themselves.
 *
 * Raise one with every change that can alter its recipe's bytes, a new release of sharp included; and with the mend of
 * a fault that may have spoilt renditions (until version 1, a disk that was filling up cut them short).
 */
const OWN = { image: 6, tiff: 1, pdf: 15, office: 1, zip: 1 } as const;

/** Documents that hold others change with those too: a sum rises whenever one of its parts does. */
const RECIPES = {
  image: `image@${OWN.image}`,
  tiff: `tiff@${OWN.tiff + OWN.image + OWN.pdf}`,
  pdf: `pdf@${OWN.pdf}`,
  office: `office@${OWN.office + OWN.tiff + OWN.image + OWN.pdf}`,
  zip: `zip@${OWN.zip + OWN.office + OWN.pdf + OWN.tiff + OWN.image}`,
} as const;

export type RecipeVersion = (typeof RECIPES)[keyof typeof RECIPES];

const BY_KIND: Readonly<Partial<Record<DocumentKind, RecipeVersion>>> = {
  jpeg: RECIPES.image,
  png: RECIPES.image,
  webp: RECIPES.image,
  gif: RECIPES.image,
  tiff: RECIPES.tiff,
  avif: RECIPES.image,
  heic: RECIPES.image,
  bmp: RECIPES.image,
  pdf: RECIPES.pdf,
  docx: RECIPES.office,
  pptx: RECIPES.office,
  xlsx: RECIPES.office,
  odt: RECIPES.office,
  odp: RECIPES.office,
  ods: RECIPES.office,
  zip: RECIPES.zip,
};

/**
 * Which recipe treats a kind, with its version, for example `image@6`; undefined if it is sent as it is.
 *
 * Part of a rendition's key, so that the engine can tell without loading a decoder whether a document was already optimised.
 */
export function recipeVersionOf(kind: DocumentKind): RecipeVersion | undefined {
  return BY_KIND[kind];
}
