import * as z from 'zod';
import { epochMs, id } from './domain.ts';
import { procedure } from './procedures.ts';

/** Longest search that makes sense: a sentence. */
export const SEARCH_MAX_LENGTH = 200;

/** Kinds of what can be found, in the order in which they are shown. */
export const FOUND_KINDS = [
  'class',
  'student',
  'lesson',
  'homework',
  'resource',
  'assignment',
  'comment',
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

export const found = z.object({
  kind: z.enum(FOUND_KINDS),
  /** Of a comment: its copy's. */
  id,
  /** Its name; of homework its text, of a comment its student's name. Null: the names of those copies are hidden. */
  title: z.string().nullable(),
  /** Where it is: a class, a lesson, an assignment. Empty for what is nowhere. */
  place: z.string(),
  /** The id of what must be opened to see it: a class, a lesson, an assignment. */
  placeId: id.nullable(),
  /** When it takes place, or is due. */
  at: epochMs.nullable(),
  /** The words around what was found in its text; empty when it is its name that was found. */
  excerpt: z.array(z.object({ text: z.string(), isFound: z.boolean() })),
});
export type Found = z.infer<typeof found>;

export const searchContract = {
  /**
   * What holds every word of a text, or a word that begins so, without regard to accents and case.
   *
   * Kind by kind in the order of `FOUND_KINDS`, at most six of each: the best first, of comments the latest.
   */
  find: procedure.input(z.object({ text: z.string().max(SEARCH_MAX_LENGTH) })).output(z.array(found)),
};
