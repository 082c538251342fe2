import { assignmentBody, isGradable } from './bodies.ts';
import { chooseStatuses, DAY_S, wholeToday } from './choose-statuses.ts';
import { untoldBy } from './failures.ts';
import { type FlagsByStudent, flagsIn, handledOf } from './handling.ts';
import { isHeard, type ListReply } from './heard.ts';
import { assignmentEntityId, copyId } from './ids.ts';
import { type Known, printOf } from './known.ts';
import { type Line, optional, Questions, required } from './questions.ts';
import { FormQuestions, formShownIn } from './read-forms.ts';
import type { AssignmentReading, CourseReading, SiteReading } from './readings.ts';
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
import type { MoodleAssignment, MoodleCourse } from './wire.ts';

/** A course that ended so long ago is left as it is; one that this device has never read is not begun. */
const ENDED_FOR_S = 60 * 86_400;

/**
 * Moodle's times are whole seconds, of the clock of whichever of its machines has written; the time of a reading is of the one that answers
 * (`Date`), or of a proxy before it. What is told twice is no change.
 */
const OVERLAP_S = 300;

/** Each refused status costs a request more: the rest of many is asked for with the next readings. */
const REFUSALS_AT_A_TIME = 20;

/**
 * Reads what the teacher's courses hold: in two requests, and a third for feedback that has changed.
 *
 * Copies and grades are asked for since the last reading (`since`), but for assignments that are new or were changed, and once a day.
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
  const read = await readCourses(line, known, taught, { offers, at });
  const { statusesAt, leftOut } = await readStatuses(line, known, read, at);
  const courses = read.map((course) => ({ ...course, assignments: course.assignments.map(withShownForm) }));
  return {
    at,
    statusesAt: statusesAt ?? at,
    courses,
    enrolledIn: new Set([...enrolled.map(({ id }) => id), ...all.map(({ id }) => id), ...closed('course')]),
    closedModules: new Set(closed('module')),
    leftOut,
  };
}

async function readCourses(
  line: Line,
  known: Known,
  taught: readonly MoodleCourse[],
  { offers, at }: { readonly offers: ReadonlySet<string>; readonly at: number },
): Promise<CourseReading[]> {
  const questions = new Questions();
  const gradable = taught.flatMap(({ assignments }) => assignments.filter(({ grade }) => grade !== 0));
  const { isAsBefore, isPart, since, groups } = howToRead(gradable, known, { offers, at });
  const askedSubmissions = groups.map(({ since, ids }) => questions.add(submissionsCall(ids, since)));
  const askedGrades = groups.map(({ since, ids }) => questions.add(gradesCall(ids, since)));
  const flags = askFlags(questions, gradable, offers);
  const forms = new FormQuestions(questions, known, offers);
  for (const assignment of gradable) forms.add(assignment, isAsBefore(assignment));
  const users = taught.map(({ id }) => questions.add(enrolledUsersCall(id)));
  const participants = gradable.map(({ id }) => questions.add(participantsCall(id)));
  await questions.ask(line);
  const submissions = byAssignment(askedSubmissions.map((answer) => required(answer())));
  const grades = byAssignment(askedGrades.map((answer) => required(answer())));
  const readings = new Map(
    gradable.map((assignment, index): [number, AssignmentReading] => {
      const listed = participants[index]?.();
      const { id } = assignment;
      return [
        id,
        {
          assignment,
          form: forms.answerOf(id),
          handled: handledOf(assignment, offers),
          flags: flags(id),
          isHeard: submissions.isHeard(id) && grades.isHeard(id),
          isWhole: !isPart(assignment),
          since: isAsBefore(assignment) ? since : 0,
          participants: listed === undefined ? null : optional(listed),
          submissions: submissions.of(id)?.submissions ?? [],
          grades: grades.of(id)?.grades ?? [],
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

/** Which assignments are asked for what has changed alone, and since when. */
function howToRead(
  gradable: readonly MoodleAssignment[],
  known: Known,
  { offers, at }: { readonly offers: ReadonlySet<string>; readonly at: number },
) {
  const isAsBefore = (assignment: MoodleAssignment) => isKnownAs(assignment, known, offers);
  const due = wholeToday(gradable.filter(isAsBefore), known, at);
  const isPart = (assignment: MoodleAssignment) => isAsBefore(assignment) && !due.has(assignment.id);
  const since = Math.max(0, known.at - OVERLAP_S);
  const groups = [
    { since, ids: gradable.filter(isPart).map(({ id }) => id) },
    { since: 0, ids: gradable.filter((one) => !isPart(one)).map(({ id }) => id) },
  ].filter(({ ids }) => ids.length > 0);
  return { isAsBefore, isPart, since, groups };
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

/** What several lists tell of each assignment, and whether they do. */
function byAssignment<R extends ListReply>(replies: readonly R[]) {
  type Told = R['assignments'][number];
  const told = new Map(
    replies.flatMap(({ assignments }) => assignments.map((one): [number, Told] => [one.assignmentid, one])),
  );
  return {
    of: (id: number) => told.get(id),
    isHeard: (id: number) => replies.some((reply) => isHeard(reply, id)),
  };
}

async function readStatuses(
  line: Line,
  known: Known,
  courses: readonly CourseReading[],
  at: number,
): Promise<{ statusesAt: number | null; leftOut: number }> {
  const questions = new Questions();
  const readings = courses.flatMap(({ assignments }) => assignments.filter(({ isHeard }) => isHeard));
  const asked = chooseStatuses(readings, known, at).map(({ reading, userId }) => ({
    reading,
    userId,
    answer: questions.add(statusCall(reading.assignment.id, userId)),
  }));
  const statusesAt = await questions.ask(line, REFUSALS_AT_A_TIME);
  let leftOut = 0;
  for (const { reading, userId, answer } of asked) {
    const id = copyId({ assignmentId: reading.assignment.id, userId });
    const outcome = answer();
    const why = 'failure' in outcome ? untoldBy(outcome.failure) : null;
    if ('data' in outcome) reading.statuses.set(userId, outcome.data);
    if (why === 'unknown-shape') leftOut += 1;
    // What Moodle refuses it will refuse again; what it could not tell, it may tell next time.
    known.keepUntold(id, 'data' in outcome ? null : why === null ? at + DAY_S : 0);
  }
  return { statusesAt, leftOut };
}
