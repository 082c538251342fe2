import type { FileSlices } from './file-slices.ts';
import type { DocumentKind } from './kinds.ts';
import type { KeptReason, RefusedReason } from './outcome.ts';
import type { Fidelity } from './preset.ts';

/** One way to make one family of documents smaller. A recipe lives in its own file or folder and knows no other. */
export interface Recipe {
  /** `image`, `pdf`…: with the version, part of a rendition's key (see recipe-versions.ts). */
  readonly name: string;
  readonly kinds: readonly DocumentKind[];
  /** Whether a large document may come in slices. */
  readonly readsSlices?: boolean;
  /**
   * Makes the rendition, or says why the document stays as it is. Deterministic.
   *
   * Throws `DocumentRefusal` for a document that is not fit to be sent; anything else that it throws is a bug.
   */
  optimise(source: RecipeSource): Promise<RecipeResult>;
}

export interface RecipeSource {
  readonly kind: DocumentKind;
  /** A view on the whole file; never written to. */
  readonly bytes: Buffer;
  /** Of a large document: `bytes` is then only there where it was asked for. */
  readonly slices?: FileSlices;
  readonly fidelity: Fidelity;
  /** Of a document inside another: what they may unpack together. Absent for one on its own. */
  readonly allowance?: Allowance;
  reportProgress(bytesDone: number): void;
}

/** How much may still be unpacked, and how deep. Both refuse with `DocumentRefusal` `too-large`. */
export interface Allowance {
  /** Takes the bytes that an archive announces, before anything of it is unpacked. */
  take(sizeBytes: number): void;
  /** For an archive in this one. */
  inside(): Allowance;
}

export interface Rendition {
  readonly kind: DocumentKind;
  /** The file's bytes, in order; in pieces, so that a large document is never doubled in memory. */
  readonly parts: readonly Uint8Array[];
  readonly pages?: number;
  readonly width?: number;
  readonly height?: number;
  /** Absent when nothing visible was changed. */
  readonly likeness?: number;
}

export type RecipeResult = { readonly rendition: Rendition } | { readonly kept: KeptReason };

/** A document that must not be sent, and why. */
export class DocumentRefusal extends Error {
  override readonly name = 'DocumentRefusal';
  readonly reason: RefusedReason;

  constructor(reason: RefusedReason, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/** The size of a rendition. */
export function sizeOf({ parts }: Rendition): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
