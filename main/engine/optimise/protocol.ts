import * as z from 'zod';
import { outcomeSchema } from './outcome.ts';
import { presetSchema } from './preset.ts';

/** A rendition is asked for: one document at a time, by path. Bytes never travel in messages. */
export const optimiseRequestSchema = z.object({
  kind: z.literal('optimise'),
  documentId: z.number().int(),
  inputPath: z.string(),
  /** Its name as the teacher knows it: vault files have none of their own. */
  fileName: z.string(),
  /** Where the rendition is written, for the engine to move to its place. */
  temporaryPath: z.string(),
  preset: presetSchema,
});
export type OptimiseRequest = z.infer<typeof optimiseRequestSchema>;

/** A text that is read of a document is no longer than this: two hundred pages of writing. */
export const MOST_TEXT = 500_000;

/** The words of one document are asked for, to be searched. */
export const textRequestSchema = z.object({
  kind: z.literal('read-text'),
  documentId: z.number().int(),
  inputPath: z.string(),
});
export type TextRequest = z.infer<typeof textRequestSchema>;

export const processRequestSchema = z.discriminatedUnion('kind', [optimiseRequestSchema, textRequestSchema]);
export type ProcessRequest = z.infer<typeof processRequestSchema>;

/** Failures that are not the document's: the disk, the file system. */
export const ENVIRONMENT_FAULTS = ['file-missing', 'file-unreadable', 'disk-full', 'unexpected'] as const;

/** What an optimiser process answers. It is checked at the door: the process has met hostile bytes. */
export const optimiserMessageSchema = z.discriminatedUnion('kind', [
  /** Decoders are loaded; requests are welcome. */
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('progress'),
    documentId: z.number().int(),
    /** Of the input's bytes. */
    bytesDone: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('settled'), documentId: z.number().int(), outcome: outcomeSchema }),
  z.object({ kind: z.literal('text'), documentId: z.number().int(), text: z.string().max(MOST_TEXT) }),
  z.object({
    kind: z.literal('failed'),
    documentId: z.number().int(),
    fault: z.enum(ENVIRONMENT_FAULTS),
    /** For the log; it may hold a path, so it never reaches the screen. */
    detail: z.string(),
  }),
]);
export type OptimiserMessage = z.infer<typeof optimiserMessageSchema>;
export type EnvironmentFault = (typeof ENVIRONMENT_FAULTS)[number];
