import { type GradeMark, type Handling, isSameMark, type RulesChange } from '../../preload/contract/index.ts';

/** A grade that was saved, in the place of another, and what each of them is out of. */
interface SavedGrade {
  readonly mark: GradeMark;
  readonly previous: GradeMark;
  /** What the others of a team have had: not the previous one where that came for one of them since it began to be typed. */
  readonly before?: GradeMark;
  readonly outOfTimes100: number;
  readonly previousOutOfTimes100: number;
}

/** A grade to be saved over what the teacher knows of. */
export interface GradeOver extends GradeMark {
  readonly before: GradeMark;
  readonly outOfTimes100?: number;
  /** What the others of the team have and get, where it is not the same. */
  readonly team?: { readonly before: GradeMark; readonly mark: GradeMark };
}

/** When grades are to be published, over what the teacher knows of; null: never. */
export interface PublicationOver {
  readonly at: number | null;
  readonly before: number | null;
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
 * out of: under another maximum the number would be another grade. What came for one of a team alone is not the others' either.
 */
export function gradeSteps({
  mark,
  previous,
  before = previous,
  outOfTimes100,
  previousOutOfTimes100,
}: SavedGrade): { undo: GradeOver; redo: GradeOver } {
  const isOwn = !isSameMark(previous, before);
  const undo = { ...previous, before: mark, outOfTimes100: previousOutOfTimes100 };
  const redo = { ...mark, before: previous, outOfTimes100 };
  return {
    undo: isOwn ? { ...undo, team: { before: mark, mark: before } } : undo,
    redo: isOwn ? { ...redo, team: { before, mark } } : redo,
  };
}

/** What undo and redo of a comment ask: a text that has come since is kept among the earlier ones. */
export function commentSteps(previous: string, text: string): { undo: CommentOver; redo: CommentOver } {
  return { undo: { text: previous, before: text }, redo: { text, before: previous } };
}

/** What undo and redo of a publication ask: a date that has been set elsewhere since is not theirs to replace. */
export function publicationSteps({
  previousAt,
  publishAt,
}: Record<'previousAt' | 'publishAt', number | null>): {
  undo: PublicationOver;
  redo: PublicationOver;
} {
  return { undo: { at: previousAt, before: publishAt }, redo: { at: publishAt, before: previousAt } };
}

/** A change of where the work on a copy stands, over what the teacher knows of. */
export interface HandlingOver extends Partial<Handling> {
  readonly before: Partial<Handling>;
}

/** What undo and redo of such a change ask, of its own fields alone: the others may say something else since. */
export function handlingSteps(
  change: Partial<Handling>,
  { extendedTo, attempt, state }: Handling,
): { undo: HandlingOver; redo: HandlingOver } {
  const previous = {
    ...('extendedTo' in change ? { extendedTo } : {}),
    ...('attempt' in change ? { attempt } : {}),
    ...('state' in change ? { state } : {}),
  };
  return { undo: { ...previous, before: change }, redo: { ...change, before: previous } };
}

type Rules = Omit<RulesChange, 'assignmentId'>;

/** What undo and redo of grading rules ask, of what has changed alone: the rest may say something else since. */
export function rulesSteps(change: Rules, previous: Rules): { undo: Rules; redo: Rules } {
  const redo = Object.fromEntries(Object.entries(change).filter(([name]) => name in previous));
  return { undo: previous, redo };
}

/** What undo of a removal of homework asks: what a colleague has made of it meanwhile, so that it is there again, stays. */
export function homeworkGivenAgain<Written>(saved: Written): Written & { before: Written } {
  return { ...saved, before: saved };
}
