import type { GradeMark } from '../../preload/contract/index.ts';

/** A grade that was saved, in the place of another, and what each of them is out of. */
interface SavedGrade {
  readonly mark: GradeMark;
  readonly previous: GradeMark;
  readonly outOfTimes100: number;
  readonly previousOutOfTimes100: number;
}

/** A grade to be saved over what the teacher knows of. */
export interface GradeOver extends GradeMark {
  readonly before: GradeMark;
  readonly outOfTimes100?: number;
}

/** A comment to be saved over what the teacher knows of. */
export interface CommentOver {
  readonly text: string;
  readonly before: string | undefined;
}

/**
 * What undo and redo of a grade ask of the engine.
 *
 * Each tells which grade it takes away: one that has come from elsewhere since is nobody's to replace unseen. And what its own is
 * out of: under another maximum the number would be another grade.
 */
export function gradeSteps({ mark, previous, outOfTimes100, previousOutOfTimes100 }: SavedGrade): {
  undo: GradeOver;
  redo: GradeOver;
} {
  return {
    undo: { ...previous, before: mark, outOfTimes100: previousOutOfTimes100 },
    redo: { ...mark, before: previous, outOfTimes100 },
  };
}

/** What undo and redo of a comment ask: a text that has come since is kept among the earlier ones. */
export function commentSteps(previous: string, text: string): { undo: CommentOver; redo: CommentOver } {
  return { undo: { text: previous, before: text }, redo: { text, before: previous } };
}

/** What undo of a removal of homework asks: what a colleague has made of it meanwhile, so that it is there again, stays. */
export function homeworkGivenAgain<Written>(saved: Written): Written & { before: Written } {
  return { ...saved, before: saved };
}
