import * as z from 'zod';
import { documentRef, id, sha256 } from './domain.ts';
import { procedure } from './procedures.ts';

/** Most marks on one document, and points in one stroke: an evening's red pen many times over. */
const MARKS_MAX = 5000;
const NUMBERS_MAX = 20_000;
/** Longest text of a mark, in UTF-16 units. */
export const MARK_TEXT_MAX_LENGTH = 2000;
/** Longest tail of an annotated copy that the page may hand over, in bytes. */
export const TAIL_MAX_BYTES = 8 * 1024 * 1024;

/** Points of a page, 1/72 inch from the origin of its PDF: they mean the same at any zoom and rotation. */
const coordinate = z.number().min(-100_000).max(100_000);
/** x, y, x, y… */
const points = z.array(coordinate).min(2).max(NUMBERS_MAX);
const text = z.string().max(MARK_TEXT_MAX_LENGTH);
/** How the page was turned when something that is read was put on it: it stands upright then. */
const rotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);

const shared = {
  id,
  /** From 0. */
  page: z.number().int().min(0).max(100_000),
  /** `#rrggbb`. */
  color: z.string().regex(/^#[0-9a-f]{6}$/),
};

/** One thing that the teacher put on a page. */
export const mark = z.discriminatedUnion('kind', [
  /** A stroke. With a pen, its parts have the width of the pressure under which they were drawn. */
  z.object({
    ...shared,
    kind: z.literal('ink'),
    strokes: z
      .array(z.object({ width: z.number().min(0.1).max(100), points }))
      .min(1)
      .max(1000),
  }),
  /** Left, bottom, right, top of each line. */
  z.object({
    ...shared,
    kind: z.literal('highlight'),
    boxes: z
      .array(z.tuple([coordinate, coordinate, coordinate, coordinate]))
      .min(1)
      .max(1000),
  }),
  /** Letters from their top left corner. */
  z.object({
    ...shared,
    kind: z.literal('text'),
    x: coordinate,
    y: coordinate,
    rotation,
    sizePoints: z.number().min(4).max(96),
    text,
  }),
  /** A tick or a cross, by its middle. */
  z.object({
    ...shared,
    kind: z.enum(['tick', 'cross']),
    x: coordinate,
    y: coordinate,
    rotation,
  }),
  /** A remark that opens; `commentId` names the entry of the comment bank that it came from. */
  z.object({
    ...shared,
    kind: z.literal('pin'),
    x: coordinate,
    y: coordinate,
    rotation,
    text,
    commentId: id.optional(),
  }),
]);
export type Mark = z.infer<typeof mark>;
export type MarkOf<Kind extends Mark['kind']> = Extract<Mark, { kind: Kind }>;

export const marks = z.array(mark).max(MARKS_MAX);

/** One document of a copy. */
const place = z.object({ submissionId: id, sha256 });

/** The marks of one document. `revision` grows by one with each change. */
export const annotations = z.object({
  marks,
  revision: z.number().int().nonnegative(),
  /** The revision that is in the file given back: lower when the window was closed over the last marks. */
  composedRevision: z.number().int().nonnegative(),
});
export type Annotations = z.infer<typeof annotations>;

export const annotationsContract = {
  /** No marks: an empty list of revision 0. */
  read: procedure.input(place).output(annotations),
  /** The PDF on which a document is annotated: itself, or a PDF made around an image, whose bytes lie in it untouched. */
  base: procedure.input(place).output(documentRef.pick({ sha256: true, sizeBytes: true })),
  /** Keeps the marks as they are now: called at each stroke's end. Without any, the annotated copy is taken back. */
  keep: procedure.input(place.extend({ marks })).output(z.object({ revision: z.number().int() })),
  /**
   * Makes the annotated copy of a base and what an incremental update adds to it, and gives it back to the student.
   * The bytes were handed over by the bridge; `handover` is their ticket. Null: the marks have all been taken back meanwhile.
   */
  compose: procedure
    .input(place.extend({ baseSha256: sha256, revision: z.number().int(), handover: z.uuid() }))
    .output(z.object({ sha256, sizeBytes: z.number().int() }).nullable()),
  /** Documents whose latest marks are in no file yet. */
  unfinished: procedure.output(z.array(place)),
};
