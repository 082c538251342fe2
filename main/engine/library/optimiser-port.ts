import type { Outcome } from '../optimise/outcome.ts';
import type { Preset } from '../optimise/preset.ts';

/** One document for the optimiser. */
export interface OptimiseRequest {
  /** Read, never written. */
  readonly inputPath: string;
  /** Its name as the teacher knows it, for what its extension promises: a file of the vault has none. */
  readonly fileName: string;
  /** Where a rendition is written, flushed, when the outcome is `optimised`; nothing is left there otherwise. */
  readonly outputPath: string;
  readonly preset: Preset;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The library's view of the optimiser.
 *
 * A document that cannot be sent is an outcome (`refused`), not a failure; failures are the disk's, as typed errors,
 * or the signal's reason.
 */
export type Optimise = (request: OptimiseRequest) => Promise<Outcome>;
