import * as z from 'zod';
import { epochMs, id, pointsTimes100 } from './domain.ts';

/** What a teacher says of homework that is to be graded. */
export const homeworkGrading = z.object({
  maxTimes100: pointsTimes100.min(1),
  /** The assignment that was chosen for it; null: the one of its title, once the ENT has it. */
  assignmentId: id.nullable(),
});
export type HomeworkGrading = z.infer<typeof homeworkGrading>;

/** An assignment of the class, as far as it is to be told from others. */
const gradedChoice = z.object({
  id,
  title: z.string(),
  dueAt: epochMs.nullable(),
  maxTimes100: pointsTimes100,
});
export type GradedChoice = z.infer<typeof gradedChoice>;

/** A piece of homework, and how it is graded. */
export const gradedHomework = z.object({
  homeworkId: id,
  classGroupName: z.string(),
  /** What its assignment would be called: the first line of its text. */
  title: z.string(),
  /** Null: it is not to be graded. */
  grading: homeworkGrading.nullable(),
  /** What it is graded with; null: nothing at the ENT is that yet. */
  assignment: gradedChoice.nullable(),
  /** The assignments of the class, those of its day first. */
  choices: z.array(gradedChoice),
});
export type GradedHomework = z.infer<typeof gradedHomework>;

/** A lesson in which an assignment was given. */
export const gradedIn = z.object({ lessonId: id, title: z.string(), startsAt: epochMs });
export type GradedIn = z.infer<typeof gradedIn>;
