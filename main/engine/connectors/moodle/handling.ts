import type { Body } from '../ent/wire.ts';
import type { ChangeList } from './change-list.ts';
import { isHeard } from './heard.ts';
import { type CopyKey, copyId } from './ids.ts';
import type { Known } from './known.ts';
import type { Readers } from './readers.ts';
import type { MoodleAssignment, MoodleFlags, UserFlagsReply } from './wire.ts';

/*
 * What Moodle follows of a copy beside its grade: extensions and states of the marking workflow (table assign_user_flags), and attempts.
 */

/** Of one copy, in Moodle's words. */
export interface HandlingNow {
  /** Epoch seconds; 0: none. */
  readonly extension: number;
  /** Of the latest attempt, from 0 on. */
  readonly attempt: number;
  readonly state: string;
  /** To whom the copy was given to be marked, as Moodle has it alone: nothing here changes it. Null: nobody, or not told. */
  readonly marker: Marker | null;
}

export interface Marker {
  readonly userId: number;
  /** Empty where Moodle has not told it. */
  readonly name: string;
  readonly isMine: boolean;
}

/** What is followed for an assignment, as `handled` tells the grading domain (grading/handling.ts). */
export interface Handled {
  readonly states: boolean;
  readonly extensions: boolean;
  readonly reopens: boolean;
  readonly attempts_max: number | null;
}

/** Null where the site does not tell of flags. mod/assign/locallib.php, ASSIGN_ATTEMPT_REOPEN_METHOD_MANUAL, ASSIGN_UNLIMITED_ATTEMPTS. */
export function handledOf(assignment: MoodleAssignment, offers: ReadonlySet<string>): Handled | null {
  if (!offers.has('mod_assign_get_user_flags')) return null;
  const { markingworkflow, duedate, cutoffdate, maxattempts = 1, attemptreopenmethod = 'none' } = assignment;
  return {
    states: markingworkflow,
    extensions: offers.has('mod_assign_save_user_extensions') && (duedate > 0 || cutoffdate > 0),
    reopens: attemptreopenmethod === 'manual' && maxattempts !== 1,
    attempts_max: maxattempts === -1 ? null : Math.max(1, maxattempts),
  };
}

type State = NonNullable<Body<'handling'>['state']>;

/** mod/assign/locallib.php, ASSIGN_MARKING_WORKFLOW_STATE_…; a copy without flags is `notmarked`. */
const STATES: Readonly<Record<State, string>> = {
  'not-marked': 'notmarked',
  'in-marking': 'inmarking',
  marked: 'readyforreview',
  'in-review': 'inreview',
  ready: 'readyforrelease',
  released: 'released',
};

export const RELEASED = STATES.released;

export function handlingNow(
  flags: MoodleFlags | undefined,
  attempt: number,
  { assignment, readers }: { readonly assignment: MoodleAssignment; readonly readers: Readers },
): HandlingNow {
  const state = assignment.markingworkflow ? flags?.workflowstate || STATES['not-marked'] : '';
  const extension = flags?.extensionduedate ?? 0;
  return { extension, attempt: Math.max(0, attempt), state, marker: markerIn(flags, assignment, readers) };
}

/** mod/assign/mod_form.php: without a workflow there is no allocation, and what an earlier one has left in the flags counts no more. */
function markerIn(
  flags: MoodleFlags | undefined,
  { markingworkflow, markingallocation }: MoodleAssignment,
  readers: Readers,
): Marker | null {
  const userId = flags?.allocatedmarker ?? 0;
  if (userId <= 0 || !markingworkflow || markingallocation !== true) return null;
  return { userId, name: readers.nameOf(userId), isMine: userId === readers.userId };
}

export const handlingBody = (
  key: CopyKey,
  { extension, attempt, state, marker }: HandlingNow,
): Body<'handling'> => ({
  submission_id: copyId(key),
  extended_to: extension === 0 ? null : extension * 1000,
  attempt: attempt + 1,
  state: wordFor(state),
  ...(marker === null ? {} : { marker: { name: marker.name, is_mine: marker.isMine } }),
});

/** A state of a later Moodle has no word here. */
function wordFor(state: string): State | null {
  return (Object.keys(STATES) as State[]).find((word) => STATES[word] === state) ?? null;
}

/** What tells one state of it from another. */
export const handlingPrint = ({ extension, attempt, state, marker }: HandlingNow) => [
  extension,
  attempt,
  state,
  // Without one as before there were any: a class that is known does not change.
  ...(marker === null ? [] : [marker.userId, marker.name]),
];

/** Nothing has happened yet: such a copy is not told of until something has. */
export function isAtBeginning({ extension, attempt, state, marker }: HandlingNow): boolean {
  const isUnmarked = marker === null && (state === '' || state === STATES['not-marked']);
  return extension === 0 && attempt === 0 && isUnmarked;
}

/** What an edit asks for. What it does not say is as it is. */
export function wantedHandling(
  value: Readonly<Record<string, unknown>> | null,
  now: HandlingNow,
): HandlingNow {
  const { extended_to: extended, attempt, state } = (value ?? {}) as Partial<Body<'handling'>>;
  return {
    extension: extended === undefined ? now.extension : Math.floor((extended ?? 0) / 1000),
    attempt: attempt === undefined ? now.attempt : attempt - 1,
    state: state == null ? now.state : STATES[state],
    marker: now.marker,
  };
}

/** As far as a teacher changes it here. */
export const isSameHandling = (one: HandlingNow, other: HandlingNow) =>
  one.extension === other.extension && one.attempt === other.attempt && one.state === other.state;

/**
 * Takes over what Moodle follows of a copy. One that is back at its beginning is a change like another: nothing was deleted, and a class of them
 * must not look like a class that has gone.
 */
export function takeHandling(list: ChangeList, known: Known, key: CopyKey, now: HandlingNow): void {
  if (isAtBeginning(now) && known.get('handling', copyId(key)) === null) return;
  if (now.marker !== null) known.keepMarker(now.marker.userId, now.marker.name);
  list.add('handling', copyId(key), handlingBody(key, now), { print: handlingPrint(now) });
}

/** The flags of an assignment's students. */
export type FlagsByStudent = ReadonlyMap<number, MoodleFlags>;

/** Those of one assignment in a reply; nobody has any where it says so. Null: it does not tell. */
export function flagsIn(reply: UserFlagsReply | null, assignmentId: number): FlagsByStudent | null {
  if (reply === null || !isHeard(reply, assignmentId)) return null;
  const told = reply.assignments.find(({ assignmentid }) => assignmentid === assignmentId);
  return new Map(told?.userflags.map((flags) => [flags.userid, flags]));
}

/** The state that was set for a copy; empty where none ever was, which a status alone does not tell from the first. */
export function workflowStateIn(
  flags: MoodleFlags | undefined,
  feedback: { readonly workflowState: string } | null,
): string {
  if (flags !== undefined) return flags.workflowstate ?? '';
  const state = feedback?.workflowState ?? '';
  return state === STATES['not-marked'] ? '' : state;
}

/** The attempt of a copy: as told now, or as it was known. */
export function attemptOf(known: Known, key: CopyKey, told: number | undefined): number {
  if (told !== undefined) known.keepAttempt(copyId(key), told);
  return told ?? known.attempt(copyId(key));
}
