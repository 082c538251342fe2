import type { CompiledModule } from '../optimise/pdf/rendering/web-assembly.ts';
import type { PageTurn } from './rules.ts';

/** What the thread is asked for: to join files into a pile, to read the codes of a pile's pages, or to cut it into files. */
export type PileTask =
  | {
      readonly kind: 'read';
      readonly pdfium: CompiledModule;
      readonly fd: number;
      readonly sizeBytes: number;
    }
  /** PDFs and images, in the order of their pages; `into` is new. */
  | { readonly kind: 'join'; readonly paths: readonly string[]; readonly into: string }
  | { readonly kind: 'cut'; readonly path: string; readonly parts: readonly PieceTask[] };

/** Some pages that become a file of their own. */
export interface PieceTask {
  readonly path: string;
  readonly firstPage: number;
  /** One for each of its pages. */
  readonly turns: readonly PageTurn[];
}

/** A page's code, and how it lies there. */
export interface ReadPage {
  readonly code: string | null;
  readonly turn: PageTurn | null;
}

/**
 * - `page`: one more was read (`read`), or one more file was taken (`join`) or written (`cut`).
 * - `unopened`: this is no PDF that can be opened.
 */
export type PileMessage =
  | { readonly kind: 'begun'; readonly total: number }
  | { readonly kind: 'page'; readonly page: ReadPage | null }
  | { readonly kind: 'done' | 'unopened' };
