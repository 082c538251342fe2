import * as z from 'zod';

/**
 * Why a document goes as it is.
 *
 * - `not-smaller`: nothing we can do would make it smaller.
 * - `no-recipe`: a kind that we do not touch.
 * - `signed`: any change would break its signature.
 * - `encrypted`: only its owner can open it.
 * - `macros`: it holds a program, which may count on the file as it is.
 * - `not-proven`: a smaller version was within reach, but it could not be shown to hold exactly the same thing (a file
 *   that viewers open only by repairing it, for example), and a doubt is not worth the bytes.
 * - `quality`: smaller versions were made, and their pages, rendered, did not look like the original's.
 */
export const KEPT_REASONS = [
  'not-smaller',
  'no-recipe',
  'signed',
  'encrypted',
  'macros',
  'not-proven',
  'quality',
] as const;

/**
 * Why a document is not fit to be sent.
 *
 * - `damaged`: cut short or broken, it would not open.
 * - `empty`: it holds no bytes.
 * - `misnamed`: its name promises something that it is not.
 * - `unsafe`: an archive that would write outside the folder in which it is unpacked.
 * - `too-large`: opening it would take more memory than a document may.
 * - `crashed`: it brought the decoder down.
 * - `timed-out`: it took longer than a document may.
 */
export const REFUSED_REASONS = [
  'damaged',
  'empty',
  'misnamed',
  'unsafe',
  'too-large',
  'crashed',
  'timed-out',
] as const;

export type KeptReason = (typeof KEPT_REASONS)[number];
export type RefusedReason = (typeof REFUSED_REASONS)[number];

const bytes = z.number().int().nonnegative();
const count = z.number().int().positive();

const whatItIs = {
  mediaType: z.string(),
  /** Without its dot; empty when nothing is known. */
  extension: z.string(),
  bytesBefore: bytes,
};

export const optimisedSchema = z.object({
  outcome: z.literal('optimised'),
  ...whatItIs,
  bytesAfter: bytes,
  /** Of the rendition's bytes as they were made: the file that is found is compared with it before anybody uses it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The recipe and its version, part of the rendition's key: another version may give other bytes. */
  recipe: z.string().regex(/^[a-z]+@\d+$/),
  pages: count.optional(),
  /** Of the rendition, in pixels, for an image. */
  width: count.optional(),
  height: count.optional(),
  /** Likeness to the original at its new size, 0 to 1, luminance; the lowest of a document's images. Absent when nothing visible was changed. */
  ssim: z.number().min(-1).max(1).optional(),
});

export const keptSchema = z.object({
  outcome: z.literal('kept'),
  reason: z.enum(KEPT_REASONS),
  ...whatItIs,
});

export const refusedSchema = z.object({
  outcome: z.literal('refused'),
  reason: z.enum(REFUSED_REASONS),
  ...whatItIs,
});

/** What became of one document. The input is never touched, whatever the outcome. */
export const outcomeSchema = z.discriminatedUnion('outcome', [optimisedSchema, keptSchema, refusedSchema]);

export type Kept = z.infer<typeof keptSchema>;
export type Refused = z.infer<typeof refusedSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;
