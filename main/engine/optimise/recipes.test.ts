import { expect, it } from 'vitest';
import { type DocumentKind, KIND_FACTS } from './kinds.ts';
import { recipeVersionOf } from './recipe-versions.ts';
import { recipeFor } from './recipes.ts';

it('the engine knows the version of every recipe, and of no other', () => {
  for (const kind of Object.keys(KIND_FACTS) as DocumentKind[]) {
    expect(recipeVersionOf(kind)?.split('@')[0]).toBe(recipeFor(kind)?.name);
  }
});
