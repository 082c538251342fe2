import * as z from 'zod';
import { id, sha256, shownName } from './domain.ts';
import { procedure } from './procedures.ts';

/** What is there of a lesson: nothing, what it says now, what it said before, or what somebody made of it on the web. */
export const depositState = z.enum(['absent', 'there', 'changed-here', 'changed-there']);
export type DepositState = z.infer<typeof depositState>;

/**
 * A document that does not go with an announcement, or is in none that is there (`not-there`): the forum takes none of the teacher, it is
 * larger than the forum or the site takes, one too many, or not on this computer.
 */
export const leftDocument = z.object({
  name: shownName,
  sha256,
  reason: z.enum(['no-attachments', 'too-large', 'too-many', 'not-here', 'not-there']),
});
export type LeftDocument = z.infer<typeof leftDocument>;

/** A course at Moodle, and what of a lesson can go to it and is there. What the teacher may not do there is null, or not listed. */
export const moodleCourse = z.object({
  sections: z.array(
    z.object({
      name: z.string(),
      modules: z.array(z.object({ name: z.string(), kind: z.string(), isHidden: z.boolean() })),
    }),
  ),
  /** The course's calendar. */
  event: depositState.nullable(),
  forums: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      /** Announcements: students read them and do not answer. */
      isNews: z.boolean(),
      state: depositState,
      left: z.array(leftDocument),
    }),
  ),
  /** The documents that go nowhere: not on this computer, or larger than this Moodle takes. */
  staying: z.array(leftDocument),
  /** The teacher's private files; null also for a lesson without documents. */
  files: depositState.nullable(),
});
export type MoodleCourse = z.infer<typeof moodleCourse>;

/** How a lesson goes to a course. */
export const deposit = z.discriminatedUnion('as', [
  z.object({ as: z.literal('event') }),
  z.object({
    as: z.literal('announcement'),
    forumId: z.number().int(),
    /** The documents that the teacher was shown to be left out: with one more, nothing is announced. */
    without: z.array(sha256).default([]),
  }),
  z.object({ as: z.literal('files') }),
]);
export type Deposit = z.infer<typeof deposit>;

const ofLesson = z.object({ lessonId: id });

/** What an account at a Moodle alone has: an ENT takes lessons by itself. */
export const moodleContract = {
  /** The course of a lesson's class. Asks Moodle. */
  course: procedure.input(ofLesson).output(moodleCourse),
  /** Brings a lesson there, once; what was changed on the web stays. `moodle/changed-there`, `moodle/not-kept`, `moodle/no-room`. */
  deposit: procedure.input(ofLesson.extend({ deposit })).output(moodleCourse),
};
