import type {
  Counting,
  GradeStanding,
  MarkingState,
  SubmissionStatus,
} from '../../../preload/contract/domain.ts';
import type { FileBody } from '../library/attached-files.ts';

/** What grading reads and writes, in the words of the ENT sync API. */

export interface AssignmentBody {
  readonly class_group_id: string;
  readonly period_id: string | null;
  readonly title: string;
  readonly instructions: string;
  readonly max_x100: number;
  readonly coefficient_x100: number;
  readonly due_at: number | null;
  /** What the server grades by beside points (server-form.ts); the ENT has no word for it. */
  readonly graded_by?: unknown;
  /** What the server follows beside grades (handling.ts). */
  readonly handled?: unknown;
}

export interface SubmissionBody {
  readonly assignment_id: string;
  readonly student_id: string;
  readonly status: SubmissionStatus;
  readonly submitted_at: number | null;
  readonly text: string;
  readonly files: readonly FileBody[];
  /** With whom it was handed in, where the server knows teams (teams.ts). */
  readonly team?: unknown;
  /** What was handed in before it (earlier-attempts.ts). */
  readonly earlier_attempts?: unknown;
}

/** Named by its submission, so that two devices that grade one copy meet in one entity. */
export interface GradeBody {
  readonly submission_id: string;
  readonly points_x100: number | null;
  readonly standing?: GradeStanding | null | undefined;
  readonly is_counted?: boolean | undefined;
  /** What was given for the criteria of the server's form. */
  readonly filling?:
    | readonly {
        readonly criterion_id: string;
        readonly points_x100: number | null;
        readonly remark: string;
      }[]
    | undefined;
}

/** What the teacher decides of an assignment, which names it. */
export interface AssessmentBody {
  readonly assignment_id: string;
  readonly publish_at: number | null;
  readonly counting?: Counting | undefined;
}

/** Where the work on a submission stands, which names it. */
export interface HandlingBody {
  readonly submission_id: string;
  readonly extended_to: number | null;
  readonly attempt: number;
  readonly state: MarkingState | null;
  /** Who is to mark it, where the server has given copies to several (markers.ts). */
  readonly marker?: unknown;
}

export interface CommentBody {
  readonly submission_id: string;
  readonly text: string;
}

export interface FeedbackBody {
  readonly submission_id: string;
  readonly file: FileBody;
}
