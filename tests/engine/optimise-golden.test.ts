/** What the optimiser reached, kept: `npm run bench -- optimise --golden` stores it when it is meant to change. */
import { expect, test } from 'vitest';
import golden from '../fixtures/documents/golden-made.json' with { type: 'json' };
import { measureMadeDocuments } from './optimise-made-documents.ts';

test('each document that the tests make comes out as small as it did, within one percent', async () => {
  const figures = await measureMadeDocuments();
  const outcomes = (of: Readonly<Record<string, { readonly outcome: string }>>) =>
    Object.fromEntries(Object.entries(of).map(([file, { outcome }]) => [file, outcome]));
  expect(outcomes(figures)).toEqual(outcomes(golden));
  for (const [file, { bytes }] of Object.entries(golden)) {
    const share = (figures[file]?.bytes ?? 0) / bytes;
    expect(share, file).toBeGreaterThan(0.99);
    expect(share, file).toBeLessThan(1.01);
  }
}, 60_000);
