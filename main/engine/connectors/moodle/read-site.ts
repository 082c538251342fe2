import { assignmentBody, isGradable } from './bodies.ts';
import { copiesToLookAtAgain } from './earlier-attempts.ts';
import { untoldBy } from './failures.ts';
import { feedbackWays } from './feedback.ts';
import { criteriaOf, type GradingForm } from './grading-form.ts';
import { type FlagsByStudent, flagsIn, type Handled, handledOf } from './handling.ts';
import { assignmentEntityId, copyId, copyKeyIn } from './ids.ts';
import { type Known, printOf } from './known.ts';
import { type Line, optional, Questions, required } from './questions.ts';
import { FormQuestions, formShownIn } from './read-forms.ts';
import {
  assignmentsCall,
  enrolledUsersCall,
  gateCall,
  gradesCall,
  participantsCall,
  statusCall,
  submissionsCall,
  userFlagsCall,
  usersCoursesCall,
} from './requests.ts';
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
  /** False: only what has changed since the last reading. */
  readonly isWhole: boolean;
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
}

/** A course that ended so long ago is left as it is; one that this device has never read is not begun. */
const ENDED_FOR_S = 60 * 86_400;

/**
 * Moodle's times are whole seconds, of the clock of whichever of its machines has written; the time of a reading is of the one that answers
 * (`Date`), or of a proxy before it. What is told twice is no change.
 */
const OVERLAP_S = 300;

/**
 * Reads what the teacher's courses hold: in two requests, and a third for feedback that has changed.
 *
 * Copies and grades are asked for since the last reading (`since`), but for assignments that are new or were changed.
 */
export async function readSite(line: Line, known: Known, offers: ReadonlySet<string>): Promise<SiteReading> {
  const first = new Questions();
  const gate = first.add(gateCall());
  const askedAssignments = first.add(assignmentsCall());
  const askedCourses = first.add(usersCoursesCall(line.userId));
  const at = (await first.ask(line)) ?? 0;
  required(gate());
  const enrolled = required(askedCourses());
  const ended = new Set(
    enrolled
      .filter(({ enddate }) => (enddate ?? 0) > 0 && (enddate ?? 0) < at - ENDED_FOR_S)
      .map(({ id }) => id),
  );
  const { courses: all, warnings = [] } = required(askedAssignments());
  const taught = all.filter(({ id }) => !ended.has(id));
  const closed = (item: string) => warnings.flatMap((one) => (one.item === item ? (one.itemid ?? []) : []));
  const read = await readCourses(line, known, taught, offers);
  const statusesAt = await readStatuses(line, known, read, at);
  const courses = read.map((course) => ({ ...course, assignments: course.assignments.map(withShownForm) }));
  return {
    at,
    statusesAt: statusesAt ?? at,
    courses,
    enrolledIn: new Set([...enrolled.map(({ id }) => id), ...all.map(({ id }) => id), ...closed('course')]),
    closedModules: new Set(closed('module')),
  };
}

async function readCourses(
  line: Line,
  known: Known,
  taught: readonly MoodleCourse[],
  offers: ReadonlySet<string>,
): Promise<CourseReading[]> {
  const questions = new Questions();
  const gradable = taught.flatMap(({ assignments }) => assignments.filter(({ grade }) => grade !== 0));
  const isAsBefore = (assignment: MoodleAssignment) => isKnownAs(assignment, known, offers);
  const groups = [
    { since: Math.max(0, known.at - OVERLAP_S), ids: gradable.filter(isAsBefore).map(({ id }) => id) },
    { since: 0, ids: gradable.filter((one) => !isAsBefore(one)).map(({ id }) => id) },
  ].filter(({ ids }) => ids.length > 0);
  const asked = groups.map(({ since, ids }) => ({
    submissions: questions.add(submissionsCall(ids, since)),
    grades: questions.add(gradesCall(ids, since)),
  }));
  const flags = askFlags(questions, gradable, offers);
  const forms = new FormQuestions(questions, known, offers);
  for (const assignment of gradable) forms.add(assignment, isAsBefore(assignment));
  const users = taught.map(({ id }) => questions.add(enrolledUsersCall(id)));
  const participants = gradable.map(({ id }) => questions.add(participantsCall(id)));
  await questions.ask(line);
  const submissions = byAssignment(asked.flatMap((one) => required(one.submissions()).assignments));
  const grades = byAssignment(asked.flatMap((one) => required(one.grades()).assignments));
  const readings = new Map(
    gradable.map((assignment, index): [number, AssignmentReading] => {
      const listed = participants[index]?.();
      return [
        assignment.id,
        {
          assignment,
          form: forms.answerOf(assignment.id),
          handled: handledOf(assignment, offers),
          flags: flags(assignment.id),
          isWhole: !isAsBefore(assignment),
          participants: listed === undefined ? null : optional(listed),
          submissions: submissions.get(assignment.id)?.submissions ?? [],
          grades: grades.get(assignment.id)?.grades ?? [],
          statuses: new Map(),
        },
      ];
    }),
  );
  return taught.map((course, index) => {
    const listed = users[index]?.();
    return {
      course,
      users: listed === undefined ? null : optional(listed),
      assignments: course.assignments
        .flatMap(({ id }) => readings.get(id) ?? [])
        .filter(({ assignment, form }) => isGradable(assignment, form)),
    };
  });
}

function isKnownAs(assignment: MoodleAssignment, known: Known, offers: ReadonlySet<string>): boolean {
  const { id } = assignment;
  const body = assignmentBody(assignment, known.form(id), handledOf(assignment, offers));
  return known.at > 0 && known.get('assignment', assignmentEntityId(id))?.print === printOf(body);
}

/** Asks for extensions and states, where the site tells of them. @returns those of an assignment, once that was answered */
function askFlags(
  questions: Questions,
  gradable: readonly MoodleAssignment[],
  offers: ReadonlySet<string>,
): (assignmentId: number) => FlagsByStudent | null {
  if (gradable.length === 0 || !offers.has('mod_assign_get_user_flags')) return () => null;
  const answer = questions.add(userFlagsCall(gradable.map(({ id }) => id)));
  return (assignmentId) => flagsIn(optional(answer()), assignmentId);
}

/** A form is known once a copy that was graded by it is shown. */
function withShownForm(reading: AssignmentReading): AssignmentReading {
  const shown = formShownIn(reading.assignment, [...reading.statuses.values()]);
  return shown === null ? reading : { ...reading, form: shown };
}

function byAssignment<T extends { readonly assignmentid: number }>(told: readonly T[]): Map<number, T> {
  return new Map(told.map((one) => [one.assignmentid, one]));
}

async function readStatuses(
  line: Line,
  known: Known,
  courses: readonly CourseReading[],
  at: number,
): Promise<number | null> {
  const questions = new Questions();
  const again = copiesToLookAtAgain(known, at);
  const asked = courses
    .flatMap(({ assignments }) => assignments)
    .flatMap((reading) =>
      [...toBeRead(reading, known, again)].map((userId) => ({
        reading,
        userId,
        answer: questions.add(statusCall(reading.assignment.id, userId)),
      })),
    );
  const statusesAt = await questions.ask(line);
  for (const { reading, userId, answer } of asked) {
    const outcome = answer();
    if ('data' in outcome) reading.statuses.set(userId, outcome.data);
    else if (untoldBy(outcome.failure) !== null)
      known.readAgain(copyId({ assignmentId: reading.assignment.id, userId }));
  }
  return statusesAt;
}

/** Whose feedback may be another than is known: nothing but a student's status tells of it. */
function toBeRead(reading: AssignmentReading, known: Known, again: ReadonlySet<string>): Set<number> {
  const { assignment, form, grades, submissions, participants } = reading;
  const isKnown = (userId: number) => known.copy(copyId({ assignmentId: assignment.id, userId }));
  const wanted = new Set<number>();
  const { comments, files } = feedbackWays(assignment);
  if (comments || files || form?.kind === 'unknown' || criteriaOf(form) !== null) {
    for (const { userid, timemodified } of grades)
      if (isKnown(userid)?.gradedAt !== timemodified) wanted.add(userid);
  }
  for (const userId of unsettled(assignment.id, known)) wanted.add(userId);
  // What was handed in before is told there too.
  for (const { userid, attemptnumber } of submissions)
    if (userid > 0 && (attemptnumber > 0 || isKnown(userid) !== null)) wanted.add(userid);
  for (const id of again) {
    const key = copyKeyIn(id);
    if (key?.assignmentId === assignment.id) wanted.add(key.userId);
  }
  // A team's work has no attempt of each member's own, so that `get_grades` leaves their grades out.
  if (assignment.teamsubmission) for (const { id } of participants ?? []) wanted.add(id);
  return wanted;
}

/** Those whose feedback was read in the very second in which it was given. */
function unsettled(assignmentId: number, known: Known): number[] {
  return known.copies().flatMap(([id, { gradedAt }]) => {
    const key = copyKeyIn(id);
    return gradedAt === 0 && key?.assignmentId === assignmentId ? [key.userId] : [];
  });
}
