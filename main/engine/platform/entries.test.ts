import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { entryUrl } from './entries.ts';

it('finds every entry among the sources', () => {
  for (const name of ['engine', 'optimiser', 'reference-ent'] as const) {
    expect(existsSync(fileURLToPath(entryUrl(name)))).toBe(true);
  }
});

it('finds every entry beside the one that runs, in the bundle', () => {
  expect(entryUrl('optimiser', 'file:///app/engine/engine.mjs').href).toBe(
    'file:///app/engine/optimiser.mjs',
  );
});
