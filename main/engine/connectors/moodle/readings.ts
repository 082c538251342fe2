import type { GradingForm } from './grading-form.ts';
import type { FlagsByStudent, Handled } from './handling.ts';
import type {
  EnrolledUser,
  MoodleAssignment,
  MoodleCourse,
  MoodleGrade,
  MoodleSubmission,
  Participant,
  SubmissionStatus,
} from './wire.ts';

/** What was read of one assignment. */
export interface AssignmentReading {
  readonly assignment: MoodleAssignment;
  /** What it is graded by, beside points. */
  readonly form: GradingForm | null;
  /** What is followed beside grades. */
  readonly handled: Handled | null;
  /** Null: could not be read this time. */
  readonly flags: FlagsByStudent | null;
  /** False: Moodle could not look into its copies or its grades this time. What is known of them stays. */
  readonly isHeard: boolean;
  /** False: only what has changed since the last reading. */
  readonly isWhole: boolean;
  /** What was changed before is known already, epoch seconds; 0: nothing is. */
  readonly since: number;
  /** Null: could not be read this time. */
  readonly participants: readonly Participant[] | null;
  readonly submissions: readonly MoodleSubmission[];
  readonly grades: readonly MoodleGrade[];
  /** By student, of those whose feedback may have changed. */
  readonly statuses: Map<number, SubmissionStatus>;
}

export interface CourseReading {
  readonly course: MoodleCourse;
  /** Null: could not be read this time. */
  readonly users: readonly EnrolledUser[] | null;
  readonly assignments: readonly AssignmentReading[];
}

/** All that is read for one pull. */
export interface SiteReading {
  /** When it began at Moodle, epoch seconds. */
  readonly at: number;
  /** When the statuses were asked for. */
  readonly statusesAt: number;
  readonly courses: readonly CourseReading[];
  /** Every course that the teacher is still enrolled in, read or not. */
  readonly enrolledIn: ReadonlySet<number>;
  /** Course modules that are there and may not be looked into. */
  readonly closedModules: ReadonlySet<number>;
  /** Copies whose status has a shape that is not known. */
  readonly leftOut: number;
}
