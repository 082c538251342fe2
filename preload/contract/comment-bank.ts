import * as z from 'zod';
import { id } from './domain.ts';
import { COMMENT_MAX_LENGTH } from './grading.ts';
import { procedure } from './procedures.ts';

/** Lines of a bank's file, at most. */
export const BANK_MAX_COMMENTS = 5000;

const written = z.object({
  /** May name variables: {prénom}, {nom}, {note}, {maximum}, {classe}. They are filled when it is taken. */
  text: z.string().trim().min(1).max(COMMENT_MAX_LENGTH),
  /** Empty: in none. */
  folder: z.string().trim().max(80),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
});

export const bankComment = written.extend({
  id,
  /** How often it was taken for the assignment that was asked about, and for all. */
  usesHere: z.number().int(),
  uses: z.number().int(),
});
export type BankComment = z.infer<typeof bankComment>;

/** A sentence that was typed for several students and that the bank does not have. */
export const bankProposal = z.object({
  /** With {prénom} where each student's own first name was. */
  text: z.string(),
  /** For how many copies it was typed. */
  count: z.number().int(),
});
export type BankProposal = z.infer<typeof bankProposal>;

const ids = z.object({ ids: z.array(id).max(BANK_MAX_COMMENTS) });

/** The teacher's comment bank: kept on this computer, never sent. */
export const commentBankContract = {
  /** Those most used for this assignment first, then those most used, then by their words. */
  list: procedure.input(z.object({ assignmentId: id.nullable() })).output(z.array(bankComment)),
  proposals: procedure.output(z.array(bankProposal)),
  /** Adds (without an id) or changes; `isKnown` when the bank has that text already, and nothing was added. */
  save: procedure
    .input(
      written.extend({
        id: id.optional(),
        /** Whose student's first name becomes {prénom}. */
        ofSubmissionId: id.optional(),
      }),
    )
    .output(z.object({ id, previous: written.nullable(), isKnown: z.boolean() })),
  remove: procedure.input(ids).output(z.object({})),
  /** Undo of `remove`. */
  restore: procedure.input(ids).output(z.object({})),
  /** Puts comments into a folder: renaming one is moving all that it holds. */
  move: procedure.input(ids.extend({ folder: written.shape.folder })).output(z.object({})),
  /** Counts that a comment was taken. */
  use: procedure.input(z.object({ id, assignmentId: id })).output(z.object({})),
  /** Proposes a sentence no more, or (undo) again. */
  ignore: procedure.input(z.object({ text: z.string(), isIgnored: z.boolean() })).output(z.object({})),
  /** Adds the comments of a CSV file; those that the bank has already are left out. */
  importFrom: procedure
    .input(z.object({ path: z.string().min(1) }))
    .output(z.object({ addedIds: z.array(id), knownCount: z.number().int() })),
  exportTo: procedure
    .input(z.object({ path: z.string().min(1) }))
    .output(z.object({ count: z.number().int() })),
};
