import type { DocxLists } from '../texts/docx-styles.ts';

/** What a style by its name makes of a paragraph. */
export type ParagraphKind = 'quote' | 'code' | 'continued';

/** What a document's body refers to. */
export interface DocxReferences {
  readonly levels: ReadonlyMap<string, number>;
  readonly kinds: ReadonlyMap<
    string,
    { readonly kind: ParagraphKind | null; readonly list: string | null; readonly depth: number }
  >;
  readonly lists: DocxLists;
  /** What each list is made of, and whether it begins its numbers anew. */
  readonly numbers: ReadonlyMap<string, { readonly abstract: string; readonly isAnew: boolean }>;
  linkOf(id: string): string | null;
  /** The name of a picture that is kept; null: it cannot be shown. */
  pictureOf(id: string): string | null;
}
