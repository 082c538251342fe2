import * as z from 'zod';

/** What a word processor sets apart within a line. */
export const textMark = z.enum(['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript']);
export type TextMark = z.infer<typeof textMark>;

const textRun = z.object({ text: z.string(), marks: z.array(textMark) });
export type TextRun = z.infer<typeof textRun>;

const paragraph = z.object({
  kind: z.literal('paragraph'),
  /** 1 to 6 for a heading, 0 for text. */
  level: z.number().int().min(0).max(6),
  /** What stands before it in a list (« 2. », « • ») and how deep, from 0; null outside of lists. */
  list: z.object({ marker: z.string(), depth: z.number().int().min(0) }).nullable(),
  runs: z.array(textRun),
});
export type Paragraph = z.infer<typeof paragraph>;

const tableBlock = z.object({
  kind: z.literal('table'),
  /** Rows of cells of paragraphs. */
  rows: z.array(z.array(z.array(paragraph))),
});

export const writtenText = z.object({
  blocks: z.array(z.discriminatedUnion('kind', [paragraph, tableBlock])),
  /** Pictures and drawings, which are not among the blocks. */
  pictureCount: z.number().int(),
  /** Only the beginning is there. */
  isCut: z.boolean(),
});
/** What a text, sheets or slides say (DOCX, ODT, XLSX, ODS, PPTX, ODP): letters and how they are set, nothing that could act. */
export type WrittenText = z.infer<typeof writtenText>;
