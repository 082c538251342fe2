/** The programs that Cartable starts as processes of their own. */
export type EntryName = 'engine' | 'optimiser' | 'reference-ent';

/** Those that it starts as threads. */
export type ThreadName = 'erasure-rehearsal' | 'page-witness' | 'pile-reader';

/** Where each entry's source lies, from this folder. */
const SOURCES: Readonly<Record<EntryName | ThreadName, string>> = {
  engine: '../engine.ts',
  'erasure-rehearsal': '../workspaces/erasure/rehearsal.ts',
  optimiser: '../optimise/optimiser.ts',
  'page-witness': '../optimise/pdf/rendering/page-witness.ts',
  'pile-reader': '../paper/pile-reader.ts',
  'reference-ent': '../../reference-ent/reference-ent.ts',
};

/**
 * Where a child process's entry lies.
 *
 * From the sources it is the `.ts` file, which Node 24 runs as it stands; in the bundle every entry is a sibling
 * `.mjs` of the one that is running. Nothing else may spell these paths.
 */
export function entryUrl(name: EntryName | ThreadName, from: string = import.meta.url): URL {
  return new URL(from.endsWith('.ts') ? SOURCES[name] : `./${name}.mjs`, from);
}
