import { emptyRowNow } from './empty-rows.ts';
import { type Untold, untoldBy } from './failures.ts';
import { type Feedback, feedbackIn, isUngraded, pointsOf } from './feedback.ts';
import { criteriaOf, type GradingForm } from './grading-form.ts';
import { flagsIn, type HandlingNow, handlingNow, workflowStateIn } from './handling.ts';
import { isHeard, type ListReply, NO_ACCESS } from './heard.ts';
import { type CopyKey, copyId } from './ids.ts';
import type { Known, KnownCopy } from './known.ts';
import type { Outcome } from './moodle-api.ts';
import { type Line, optional, Questions, required } from './questions.ts';
import type { Readers } from './readers.ts';
import {
  assignmentsCall,
  courseModuleCall,
  gradesCall,
  participantsCall,
  statusCall,
  userFlagsCall,
} from './requests.ts';
import type { AssignmentsReply, CourseModule, MoodleAssignment, MoodleGrade, Participant } from './wire.ts';

/** An assignment as it is now, as far as returning copies goes. */
export interface AssignmentNow {
  readonly assignment: MoodleAssignment;
  /** Graded by a rubric or a guide: a grade of ours would empty it. */
  readonly isGradedByForm: boolean;
  /** That form, or its scale, as far as it is known. */
  readonly form: GradingForm | null;
  readonly participants: ReadonlySet<number>;
}

/** A copy as it is now. Null: Moodle does not tell of this student. */
export type CopyNow = CopyTold | null;

export interface CopyTold extends Feedback {
  /** What Moodle follows beside the grade; null where it does not tell. */
  readonly handling: HandlingNow | null;
}

export interface CopiesNow {
  /** When it was read at Moodle, epoch seconds. */
  readonly at: number;
  readonly assignments: ReadonlyMap<number, AssignmentNow>;
  readonly copies: ReadonlyMap<string, CopyNow>;
  /** Copies of which nothing is known this time, and why. */
  readonly untold: ReadonlyMap<string, Untold>;
}

/** Reads the copies that edits are about, and all that decides what may be written: one request a hundred copies. */
export async function readCopies(
  line: Line,
  known: Known,
  keys: readonly CopyKey[],
  offers: ReadonlySet<string>,
): Promise<CopiesNow> {
  const ids = [...new Set(keys.map(({ assignmentId }) => assignmentId))];
  const questions = new Questions();
  const courses = ids.map((id) => known.place(id)?.courseId ?? 0);
  // Of an assignment that this device has not placed, all courses are asked.
  const asked = questions.add(assignmentsCall(courses.includes(0) ? [] : [...new Set(courses)]));
  const grades = questions.add(gradesCall(ids));
  const people = ids.map((id) => questions.add(participantsCall(id)));
  const statuses = keys.map((key) => questions.add(statusCall(key.assignmentId, key.userId)));
  const modules = offers.has('core_course_get_course_module')
    ? ids.map((id) => questions.add(courseModuleCall(known.place(id)?.moduleId ?? 0)))
    : [];
  const flags = offers.has('mod_assign_get_user_flags') ? questions.add(userFlagsCall(ids)) : null;
  const at = (await questions.ask(line)) ?? 0;
  const told = required(asked()).courses.flatMap(({ assignments }) => assignments);
  const found = new Map(told.map((one) => [one.id, one] as const));
  const assignments = ids.flatMap((id, index): [number, AssignmentNow][] => {
    const assignment = found.get(id);
    const module = modules[index] === undefined ? null : optional(modules[index]());
    const listed = people[index] === undefined ? null : optional(people[index]());
    return assignment === undefined ? [] : [[id, assignmentNow(assignment, known.form(id), module, listed)]];
  });
  const listed = required(grades());
  const flagged = flags && optional(flags());
  const readers = { userId: line.userId, nameOf: (userId: number) => known.markerName(userId) };
  const copies = keys.map((key, index): [string, CopyNow] => {
    const assignment = found.get(key.assignmentId);
    const status = statuses[index] === undefined ? null : optional(statuses[index]());
    if (assignment === undefined || status === null) return [copyId(key), null];
    const told = feedbackIn(status, assignment);
    const grade = gradeIn(listed, key);
    const state = workflowStateIn(flagsIn(flagged, key.assignmentId)?.get(key.userId), told);
    const feedback = withGrade(told, grade, mayHideComment(known, key, { grade, told, state }));
    const own = remembered(feedback, known.copy(copyId(key)));
    return [copyId(key), { ...own, handling: handlingIn(flagged, key, feedback, { assignment, readers }) }];
  });
  const replies = { listed: required(asked()), lists: [listed, flagged] };
  const untold = keys.flatMap((key, index): [string, Untold][] => {
    const which = ids.indexOf(key.assignmentId);
    const beside = [modules[which], flags ?? undefined];
    const why = whyUntold(key, known, { ...replies, beside, of: [statuses[index], people[which]] });
    return why === null ? [] : [[copyId(key), why]];
  });
  return { at, assignments: new Map(assignments), copies: new Map(copies), untold: new Map(untold) };
}

function assignmentNow(
  assignment: MoodleAssignment,
  form: GradingForm | null,
  module: CourseModule | null,
  listed: readonly Participant[] | null,
): AssignmentNow {
  const participants = new Set(listed?.map(({ id }) => id));
  return { assignment, form, isGradedByForm: isFilledIn(form, module), participants };
}

type Answer = (() => Outcome<unknown>) | undefined;

interface Told {
  /** Its status, and who takes part. */
  readonly of: readonly [status: Answer, takesPart: Answer];
  readonly beside: readonly Answer[];
  readonly listed: AssignmentsReply;
  readonly lists: readonly (ListReply | null)[];
}

/**
 * Why nothing is known of a copy this time; null: it is, or Moodle does not let it be seen.
 *
 * To whoever may not look into an assignment, who takes part is not told either: where that is told and a list leaves it out, it is for now.
 */
function whyUntold(
  { assignmentId }: CopyKey,
  known: Known,
  { of, beside, listed, lists }: Told,
): Untold | null {
  const why = untoldIn(of);
  if (why !== null) return why;
  if (untoldIn(beside) === 'later') return 'later';
  const { courseId, moduleId } = known.place(assignmentId) ?? {};
  const isClosed = listed.warnings?.some(
    ({ item, itemid, warningcode }) =>
      warningcode === NO_ACCESS &&
      itemid !== undefined &&
      itemid === (item === 'course' ? courseId : moduleId),
  );
  const isLeftOut = isClosed === true || lists.some((list) => list !== null && !isHeard(list, assignmentId));
  const takesPart = of[1]?.();
  return isLeftOut && takesPart !== undefined && 'data' in takesPart ? 'later' : null;
}

/** Why one of these answers does not tell of a copy this time; null: they all do, or Moodle does not let it be seen. */
function untoldIn(answers: readonly Answer[]): Untold | null {
  const outcomes = answers.flatMap((answer) => answer?.() ?? []);
  return outcomes.map((one) => ('failure' in one ? untoldBy(one.failure) : null)).find(Boolean) ?? null;
}

function isFilledIn(form: GradingForm | null, module: CourseModule | null): boolean {
  const methods = module?.cm.advancedgrading?.map(({ method }) => method ?? '') ?? [];
  return form?.kind === 'unknown' || criteriaOf(form) !== null || methods.some((method) => method !== '');
}

function handlingIn(
  reply: Parameters<typeof flagsIn>[0],
  { assignmentId, userId }: CopyKey,
  { latestAttempt }: Feedback,
  how: { readonly assignment: MoodleAssignment; readonly readers: Readers },
): HandlingNow | null {
  const flags = flagsIn(reply, assignmentId);
  return flags && handlingNow(flags.get(userId), latestAttempt, how);
}

function gradeIn(
  { assignments }: { readonly assignments: readonly { assignmentid: number; grades: MoodleGrade[] }[] },
  { assignmentId, userId }: CopyKey,
): MoodleGrade | null {
  const of = assignments.find(({ assignmentid }) => assignmentid === assignmentId);
  return of?.grades.find(({ userid }) => userid === userId) ?? null;
}

/**
 * What this device has written before the release, which Moodle does not show: it is there still while the grade is the one that it was
 * written with, for the web form makes the time of a grade anew with whatever it changes (mod/assign/locallib.php, apply_grade_to_user).
 */
function remembered(feedback: Feedback, known: KnownCopy | null): Feedback {
  const hidden = known?.hidden;
  if (feedback.isTold || hidden === undefined || feedback.grade?.timemodified !== hidden.at) return feedback;
  const { text, format, areFilesUntold } = hidden;
  return { ...feedback, comment: { text, format }, isTold: true, isRemembered: true, areFilesUntold };
}

/** Whether a row that nobody has graded may hold a colleague's comment: as it was last read, and what has become of it since. */
function mayHideComment(
  known: Known,
  key: CopyKey,
  { grade, told, state }: { grade: MoodleGrade | null; told: Feedback; state: string },
): boolean {
  if (grade === null || told.isTold) return false;
  const id = copyId(key);
  const emptyRow = emptyRowNow({
    before: known.copy(id)?.emptyRow ?? null,
    row: grade,
    submittedAt: told.submission?.timemodified ?? null,
    isFirst: known.get('submission', id) === null,
    state,
    stateBefore: known.state(id),
  });
  return emptyRow?.mayHide === true;
}

/** A grade that is not shown yet, or that there is not, is told by the table of grades alone. */
function withGrade(feedback: Feedback, grade: MoodleGrade | null, mayHide: boolean): Feedback {
  if (!feedback.isLatest || feedback.grade !== null) return feedback;
  // Without a row of grades there is no comment either: nothing can be overwritten.
  const isNothing = grade === null ? feedback.isListed : isUngraded(grade) && !mayHide;
  const areFilesUntold = grade !== null && !feedback.isTold && isNothing;
  const isTold = feedback.isTold || isNothing;
  return { ...feedback, grade, points: pointsOf(grade), isTold, areFilesUntold };
}
