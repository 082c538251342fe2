import type { HandIn, LessonBlock } from '../../../preload/contract/domain.ts';
import type { SequenceFields } from '../../../preload/contract/progression.ts';

/** A document by its bytes. */
export interface MaterialDocument {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Its teacher keeps it. */
  readonly isForTeacher?: boolean | undefined;
}

/** Homework without a date: due with a later lesson of the same material, or some days after its own. */
export interface MaterialHomework {
  readonly text: string;
  readonly expectedMinutes: number | null;
  readonly handIn: HandIn | null;
  /** The lesson that it is due with, by its place; null: no lesson of the material is on that day. */
  readonly dueLesson: number | null;
  /** From the day of its own lesson. */
  readonly days: number;
  /** From the hour that it is due at: that of the lesson, or of the session on that day. */
  readonly offsetMs: number;
  /** Out of how many hundredths of a point it is graded; absent: it is not, or nobody knows. With which assignment is its class's own. */
  readonly maxTimes100?: number | undefined;
}

/** A lesson without a class or a date. */
export interface MaterialLesson {
  readonly title: string;
  readonly blocks: readonly LessonBlock[];
  readonly minutes: number | null;
  readonly objectives: string;
  /** Its place among the sequences; null: in none. */
  readonly sequence: number | null;
  /** The lesson that it is a copy of; null: of none that is still there. */
  readonly copyOf: string | null;
  /** Weeks of school that its class was left without a lesson, right before it; absent: none, or nobody knows. */
  readonly emptyWeeksBefore?: number | undefined;
  readonly documents: readonly MaterialDocument[];
  readonly homework: readonly MaterialHomework[];
}

/** A sequence that is there already (`id`), or is made with the lessons. */
export interface MaterialSequence {
  readonly id: string | null;
  readonly fields: SequenceFields;
}

/** What lessons are made from, in their order. */
export interface Material {
  readonly sequences: readonly MaterialSequence[];
  readonly lessons: readonly MaterialLesson[];
}

/** A title that says what it all is. */
export function titleOf({ sequences, lessons }: Material): string {
  return sequences[0]?.fields.title ?? lessons[0]?.title ?? '';
}
