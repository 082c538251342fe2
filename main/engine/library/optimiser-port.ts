import type { Outcome } from '../optimise/outcome.ts';
import type { Preset } from '../optimise/preset.ts';

/** What the library asks of the optimiser. The rendition, if any, is at `outputPath`; the input is never touched. */
export type Optimise = (request: {
  readonly inputPath: string;
  readonly outputPath: string;
  readonly preset: Preset;
  /** The file's name, which must not promise something that the bytes are not. */
  readonly fileName: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly bytesDone: number; readonly bytesTotal: number }) => void;
}) => Promise<Outcome>;
