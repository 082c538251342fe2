import type { Arrangement, ProgressionStep, StepOutcome } from '../../../preload/contract/progression.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import {
  lessonsOfSequence,
  type ProgressionLesson,
  readProgressions,
  type YearProgression,
} from './read-progressions.ts';
import { readSequence } from './repository.ts';
import { closedHours, type Hour, indexFor, insertedHours, movedHours, refittedHours } from './rules.ts';

/** A class, and the school year that is meant, by any of its days; absent: the one that runs. */
export interface ClassYear {
  readonly classGroupId: string;
  readonly day?: string | undefined;
}

export interface WantedStep extends ClassYear {
  readonly step: ProgressionStep;
}

/** What a step comes to: the order of sequences, the hours that change, and what is new. */
export interface PlannedStep {
  readonly classGroupId: string;
  readonly wanted: Arrangement;
  readonly created: readonly CreatedLesson[];
  readonly outcome: StepOutcome;
}

/** A lesson that a step makes: empty, or a copy of another one. */
export interface CreatedLesson extends Hour {
  readonly title: string;
  readonly sequenceId: string | null;
  readonly copyOf: string | null;
}

type Step<Kind extends ProgressionStep['kind']> = Extract<ProgressionStep, { kind: Kind }>;

/** What one kind of step makes of a progression; what is left out stays as it is. */
interface Change {
  readonly hours?: readonly Hour[];
  readonly created?: readonly Omit<CreatedLesson, 'startsAt'>[];
  readonly removedId?: string;
  /** The lesson that the step is about. */
  readonly subjectId?: string;
  /** Lessons that come into another sequence. */
  readonly into?: { readonly ids: readonly string[]; readonly sequenceId: string | null };
  readonly sequenceIds?: readonly string[];
}

/**
 * Works out what a step does to the progression of a class, in one school year: what is of another year stays as it is, and nothing
 * leaves its own. Nothing is written.
 *
 * @throws CartableError `store/not-found`, `progression/settled` (the lesson keeps its date), `progression/no-session`
 */
export function planStep(context: DomainContext, { step, ...ofClass }: WantedStep): PlannedStep {
  const progression = progressionOf(context, ofClass);
  const { outcome, ...planned } = concluded(progression, changeOf(context, progression, step));
  return { ...planned, outcome: { ...outcome, ...countAlong(context, progression, planned.wanted) } };
}

/** How much goes along with the lessons that move. */
function countAlong(
  context: DomainContext,
  { classGroup, lessons }: YearProgression,
  wanted: Arrangement,
): Pick<StepOutcome, 'homeworkCount' | 'dateCount'> {
  const startOf = new Map(lessons.map(({ id, startsAt }) => [id, startsAt]));
  const moves = wanted.lessons.flatMap(({ id, startsAt: to, isThere }) => {
    const from = startOf.get(id);
    return !isThere || from === undefined || from === to ? [] : [{ id, from, to }];
  });
  const along = lessonsHandlers.datesAlong(context, { classGroupId: classGroup.id, moves });
  const homeworkCount = along.filter(({ kind }) => kind === 'homework').length;
  return { homeworkCount, dateCount: along.length - homeworkCount };
}

/** @throws CartableError `store/not-found` */
export function progressionOf(context: DomainContext, wanted: ClassYear): YearProgression {
  const [progression] = readProgressions(context, wanted);
  if (progression === undefined) throw notFound();
  return progression;
}

function changeOf(context: DomainContext, progression: YearProgression, step: ProgressionStep): Change {
  switch (step.kind) {
    case 'move':
      return moveLesson(context, progression, step);
    case 'insert':
      return insertLesson(context, progression, step);
    case 'remove': {
      const { id } = movableLesson(progression, step.lessonId);
      return { hours: closedHours(progression.lessons, id), removedId: id, subjectId: id };
    }
    case 'order':
      return orderSequence(progression, step);
    case 'give':
      return giveSequence(context, progression, step);
    case 'withdraw':
      return withdrawSequence(progression, step);
    case 'refit':
      return refit(context, progression);
  }
}

function moveLesson(context: DomainContext, progression: YearProgression, step: Step<'move'>): Change {
  const { id } = movableLesson(progression, step.lessonId);
  requireSequence(context, step.sequenceId);
  const others = progression.lessons.filter((lesson) => lesson.id !== id);
  const index = indexFor(others, step, progression.sequenceIds);
  const into = { ids: [id], sequenceId: step.sequenceId };
  // Nothing says where it goes: it stays, in its new sequence.
  if (index === null) return { into, subjectId: id };
  return { hours: movedHours(progression.lessons, [id], index), into, subjectId: id };
}

function insertLesson(context: DomainContext, progression: YearProgression, step: Step<'insert'>): Change {
  requireSequence(context, step.sequenceId);
  const { newId: id, title, sequenceId } = step;
  const { lessons, sequenceIds } = progression;
  const index = indexFor(lessons, step, sequenceIds) ?? lessons.length;
  const freeHours = freeHoursFrom(context, progression, { index, count: 1 });
  return {
    hours: insertedHours(lessons, { index, newIds: [id], freeHours }),
    created: [{ id, title, sequenceId, copyOf: null }],
    subjectId: id,
  };
}

function orderSequence({ lessons, sequenceIds }: YearProgression, step: Step<'order'>): Change {
  const { sequenceId, beforeId } = step;
  if (!sequenceIds.includes(sequenceId)) throw notFound();
  const others = sequenceIds.filter((id) => id !== sequenceId);
  const at = beforeId === null ? -1 : others.indexOf(beforeId);
  const order = others.toSpliced(at < 0 ? others.length : at, 0, sequenceId);
  const moved = lessons.filter((lesson) => lesson.sequenceId === sequenceId && !lesson.isSettled);
  const ids = moved.map(({ id }) => id);
  const rest = lessons.filter(({ id }) => !ids.includes(id));
  const foreign = rest.filter((lesson) => lesson.sequenceId !== sequenceId);
  const next = indexFor(foreign, { sequenceId, beforeId: null }, order);
  if (next === null) return { sequenceIds: order };
  const before = foreign[next]?.id;
  const index = before === undefined ? rest.length : rest.findIndex(({ id }) => id === before);
  return { hours: movedHours(lessons, ids, index), sequenceIds: order };
}

function giveSequence(context: DomainContext, progression: YearProgression, step: Step<'give'>): Change {
  const { sequenceId, fromClassGroupId } = step;
  requireSequence(context, sequenceId);
  const { lessons } = progression;
  // What the class has in another year keeps its place in that one: there is one order for all of them.
  const isElsewhere =
    progression.sequenceIds.includes(sequenceId) && !progression.ofYear.includes(sequenceId);
  const sequenceIds = isElsewhere
    ? progression.sequenceIds
    : [...progression.sequenceIds.filter((id) => id !== sequenceId), sequenceId];
  const models =
    fromClassGroupId === null
      ? []
      : lessonsOfSequence(context, { classGroupId: fromClassGroupId, sequenceId });
  if (models.length === 0) return { sequenceIds };
  const created = models.map((model) => ({
    id: context.random.id(),
    title: model.title,
    sequenceId,
    copyOf: model.id,
  }));
  const index = indexFor(lessons, { sequenceId, beforeId: null }, sequenceIds) ?? lessons.length;
  const freeHours = freeHoursFrom(context, progression, { index, count: created.length });
  const newIds = created.map(({ id }) => id);
  return { hours: insertedHours(lessons, { index, newIds, freeHours }), created, sequenceIds };
}

function withdrawSequence(
  { lessons, sequenceIds, ofOtherYears }: YearProgression,
  { sequenceId }: Step<'withdraw'>,
): Change {
  const ids = lessons.filter((lesson) => lesson.sequenceId === sequenceId).map(({ id }) => id);
  const into = { ids, sequenceId: null };
  // In other years it keeps its place: there is one order for all of them.
  if (ofOtherYears.includes(sequenceId)) return { into };
  return { into, sequenceIds: sequenceIds.filter((id) => id !== sequenceId) };
}

function refit(
  context: DomainContext,
  { classGroup, lessons, year: { fromMs, toMs } }: YearProgression,
): Change {
  const afterMs = Math.max(context.clock.now(), fromMs - 1);
  const settled = lessons.filter(({ isSettled }) => isSettled);
  const isSettled = new Set(settled.map(({ id }) => id));
  const sessions = timetableHandlers
    .nextPlaces(context, { classGroupId: classGroup.id, afterMs, count: lessons.length + settled.length })
    .filter(
      ({ startsAt, endsAt, lessonId }) =>
        startsAt < toMs &&
        !isSettled.has(lessonId ?? '') &&
        settled.every((lesson) => lesson.startsAt < startsAt || lesson.startsAt >= endsAt),
    );
  const hours = refittedHours(
    lessons,
    sessions.map(({ startsAt }) => startsAt),
  );
  if (hours === null) throw noSession();
  return { hours };
}

/** The first free sessions after the lesson before an index, none of them past, or of another year. */
function freeHoursFrom(
  context: DomainContext,
  { classGroup, lessons, year: { fromMs, toMs } }: YearProgression,
  { index, count }: { index: number; count: number },
): number[] {
  const afterMs = Math.max(context.clock.now(), fromMs - 1, lessons[index - 1]?.startsAt ?? 0);
  const free = timetableHandlers
    .nextFree(context, { classGroupId: classGroup.id, afterMs, count })
    .filter(({ startsAt }) => startsAt < toMs);
  if (free.length < count) throw noSession();
  return free.map(({ startsAt }) => startsAt);
}

/** What is written, and what is said of it. */
function concluded(
  { classGroup, lessons, sequenceIds }: YearProgression,
  change: Change,
): Omit<PlannedStep, 'outcome'> & { outcome: HoursOutcome } {
  const hours = new Map(change.hours?.map(({ id, startsAt }) => [id, startsAt]));
  const hourOf = ({ id, startsAt }: Hour) => hours.get(id) ?? startsAt;
  const isInto = new Set(change.into?.ids);
  const changed = lessons
    .map((lesson) => ({
      id: lesson.id,
      startsAt: hourOf(lesson),
      sequenceId: isInto.has(lesson.id) ? (change.into?.sequenceId ?? null) : lesson.sequenceId,
      isThere: lesson.id !== change.removedId,
    }))
    .filter((next, index) => {
      const { startsAt, sequenceId } = lessons[index] as ProgressionLesson;
      return next.startsAt !== startsAt || next.sequenceId !== sequenceId || !next.isThere;
    });
  const created = (change.created ?? []).map((one) => ({ ...one, startsAt: hours.get(one.id) as number }));
  const order = change.sequenceIds ?? sequenceIds;
  return {
    classGroupId: classGroup.id,
    wanted: { sequenceIds: isSame(order, sequenceIds) ? null : [...order], lessons: changed },
    created,
    outcome: outcomeOf(lessons, { ...change, created, hours }),
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

function outcomeOf(
  lessons: readonly ProgressionLesson[],
  { subjectId, removedId, created, hours }: Outcome,
): HoursOutcome {
  const moved = lessons.filter(
    ({ id, startsAt }) => id !== subjectId && (hours.get(id) ?? startsAt) !== startsAt,
  );
  const movedTo = moved.map(({ id, startsAt }) => hours.get(id) ?? startsAt);
  const movedFrom = moved.map(({ startsAt }) => startsAt);
  const [from, to] = [Math.min(...movedFrom, ...movedTo), Math.max(...movedFrom, ...movedTo)];
  const subject = lessons.find(({ id }) => id === subjectId) ?? created.find(({ id }) => id === subjectId);
  const at = subject === undefined ? null : (hours.get(subject.id) ?? subject.startsAt);
  return {
    at: removedId === undefined ? at : null,
    movedCount: moved.length,
    lastMovedAt: moved.length === 0 ? null : Math.max(...movedTo),
    passedCount: lessons.filter((one) => one.isSettled && one.startsAt > from && one.startsAt < to).length,
  };
}

/** What becomes of lessons, without what goes along with them. */
type HoursOutcome = Omit<StepOutcome, 'homeworkCount' | 'dateCount'>;

interface Outcome extends Pick<Change, 'subjectId' | 'removedId'> {
  readonly created: readonly CreatedLesson[];
  readonly hours: ReadonlyMap<string, number>;
}

/** @throws CartableError `store/not-found`, `progression/settled` */
function movableLesson({ lessons }: YearProgression, id: string): ProgressionLesson {
  const lesson = lessons.find((one) => one.id === id);
  if (lesson === undefined) throw notFound();
  if (lesson.isSettled) throw new CartableError('progression/settled', {}, 'after-user');
  return lesson;
}

function requireSequence(context: DomainContext, id: string | null): void {
  if (id !== null && readSequence(context.store.db, id) === undefined) throw notFound();
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}

function noSession(): CartableError {
  return new CartableError('progression/no-session', {}, 'after-user');
}
