import { imageRecipe } from './image/image-recipe.ts';
import { tiffRecipe } from './image/tiff-recipe.ts';
import type { DocumentKind } from './kinds.ts';
import { officeRecipe } from './office/office-recipe.ts';
import { pdfRecipe } from './pdf/pdf-recipe.ts';
import type { Recipe } from './recipe.ts';
import { zipRecipe } from './zip/zip-recipe.ts';

/** Every recipe there is: a new one is added here and in recipe-versions.ts, and nowhere else. */
const RECIPES: readonly Recipe[] = [
  imageRecipe,
  tiffRecipe,
  pdfRecipe,
  officeRecipe(recipeFor),
  zipRecipe(recipeFor),
];

/** The recipe for a kind of document; undefined if it is sent as it is. Loads decoders: for optimiser processes only. */
export function recipeFor(kind: DocumentKind): Recipe | undefined {
  return RECIPES.find((recipe) => recipe.kinds.includes(kind));
}
