/**
 * Where lessons go when one of them moves. Pure.
 *
 * The order of a class's lessons is that of their dates. A step makes a new order, and the n-th lesson takes the n-th
 * hour: a move keeps the hours that there are, a new lesson adds a free one, one that goes takes the last one with it.
 * Settled lessons (published, or begun) keep their hour, and the others pass them by.
 */

export interface PlacedLesson {
  readonly id: string;
  readonly startsAt: number;
  readonly sequenceId: string | null;
  readonly isSettled: boolean;
}

/** A lesson and its hour. */
export interface Hour {
  readonly id: string;
  readonly startsAt: number;
}

/** The order of a class: by date, and by id where two lessons have one date. */
export function byDate(a: Hour, b: Hour): number {
  return a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1);
}

/**
 * Where a lesson goes among the others: before the one at this index.
 *
 * Before `beforeId`; else after the last lesson of its sequence; else, where the sequence has none yet, between those of the
 * sequences before and after it. Null where nothing says it, as for one that leaves its sequence.
 *
 * @param lessons in their order, without the lesson that goes there
 * @param sequenceIds the order of sequences
 */
export function indexFor(
  lessons: readonly PlacedLesson[],
  { sequenceId, beforeId }: { readonly sequenceId: string | null; readonly beforeId: string | null },
  sequenceIds: readonly string[],
): number | null {
  if (beforeId !== null) return orNull(lessons.findIndex(({ id }) => id === beforeId));
  if (sequenceId === null) return null;
  const last = lessons.findLastIndex((lesson) => lesson.sequenceId === sequenceId);
  if (last >= 0) return last + 1;
  const rank = sequenceIds.indexOf(sequenceId);
  if (rank < 0) return null;
  const rankOf = (lesson: PlacedLesson) => sequenceIds.indexOf(lesson.sequenceId ?? '');
  const before = lessons.findLastIndex((lesson) => rankOf(lesson) >= 0 && rankOf(lesson) < rank);
  return before >= 0 ? before + 1 : orNull(lessons.findIndex((lesson) => rankOf(lesson) > rank));
}

function orNull(index: number): number | null {
  return index < 0 ? null : index;
}

/**
 * The hours after a move of some lessons, in their order, to an index among the others.
 *
 * Those that are settled do not move, whether they are asked to or not.
 */
export function movedHours(lessons: readonly PlacedLesson[], ids: readonly string[], index: number): Hour[] {
  const movable = lessons.filter(({ isSettled }) => !isSettled);
  const isMoved = ({ id }: PlacedLesson) => ids.includes(id);
  const before = lessons.filter((lesson) => !isMoved(lesson)).slice(0, index);
  const at = before.filter(({ isSettled }) => !isSettled).length;
  const others = movable.filter((lesson) => !isMoved(lesson));
  return withHours(
    others.toSpliced(at, 0, ...movable.filter(isMoved)),
    movable.map(({ startsAt }) => startsAt),
  );
}

/** The hours after new lessons came in at an index, with the hours that were added for them. */
export function insertedHours(
  lessons: readonly PlacedLesson[],
  { index, newIds, freeHours }: InsertedLessons,
): Hour[] {
  const movable = lessons.filter(({ isSettled }) => !isSettled);
  const at = lessons.slice(0, index).filter(({ isSettled }) => !isSettled).length;
  return withHours(
    movable.toSpliced(at, 0, ...newIds.map((id) => ({ id }) as PlacedLesson)),
    [...movable.map(({ startsAt }) => startsAt), ...freeHours].sort((a, b) => a - b),
  );
}

export interface InsertedLessons {
  /** Before the lesson that is there. */
  readonly index: number;
  readonly newIds: readonly string[];
  /** As many as `newIds`: the first free sessions after the lesson before `index`. */
  readonly freeHours: readonly number[];
}

/** The hours after a lesson has gone: each that follows takes the hour of the one before it. */
export function closedHours(lessons: readonly PlacedLesson[], removedId: string): Hour[] {
  const movable = lessons.filter(({ isSettled }) => !isSettled);
  return withHours(
    movable.filter(({ id }) => id !== removedId),
    movable.map(({ startsAt }) => startsAt),
  );
}

/** Everything that is not settled on hours of the timetable, one after the other; null where these are too few. */
export function refittedHours(lessons: readonly PlacedLesson[], hours: readonly number[]): Hour[] | null {
  const movable = lessons.filter(({ isSettled }) => !isSettled);
  return hours.length < movable.length ? null : withHours(movable, hours);
}

/** The n-th takes the n-th hour. */
function withHours(order: readonly { readonly id: string }[], hours: readonly number[]): Hour[] {
  return order.map(({ id }, index) => ({ id, startsAt: hours[index] as number }));
}

export interface WantedSessions {
  readonly sequenceId: string;
  /** Hours of the lessons that it has. */
  readonly hours: readonly number[];
  /** Sessions that are meant and not prepared yet. */
  readonly missingCount: number;
}

/**
 * Where the sessions that are not prepared yet would fall: on the free hours after the last lesson of their sequence, and of
 * those before it.
 *
 * @param sequences in their order
 * @param freeHours soonest first, to the end of the school year
 * @returns by sequence, its hours to come; as many as are lacking do not fit into the year
 */
export function foreseenHours(
  sequences: readonly WantedSessions[],
  freeHours: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const foreseen = new Map<string, readonly number[]>();
  let from = Number.NEGATIVE_INFINITY;
  for (const { sequenceId, hours, missingCount } of sequences) {
    from = Math.max(from, ...hours);
    const found = missingCount === 0 ? [] : freeHours.filter((hour) => hour > from).slice(0, missingCount);
    foreseen.set(sequenceId, found);
    from = Math.max(from, ...found);
  }
  return foreseen;
}
