import * as z from 'zod';
import type { HandledBy, Handling } from '../../../preload/contract/domain.ts';
import type { HandlingChange } from '../../../preload/contract/grading.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import type { AssignmentBody, HandlingBody } from './bodies.ts';
import { readAssignment, readSubmission } from './repository.ts';

/*
 * Where the work on a copy stands at its server, beside its grade: the student's own date, the attempt, the state of its marking. What of
 * this the server follows comes with the assignment (`handled`); where it follows none, nothing is shown and nothing can be changed.
 */

const handled = z.object({
  states: z.boolean(),
  extensions: z.boolean(),
  reopens: z.boolean(),
  attempts_max: z.number().int().positive().nullable(),
});

/** Takes over what the server follows for an assignment. */
export function applyHandled(db: Db, assignmentId: string, body: AssignmentBody): void {
  const { data } = handled.safeParse(body.handled);
  if (data === undefined) {
    db.prepare('DELETE FROM server_handling WHERE assignment_id = ?').run(assignmentId);
    return;
  }
  const { states, extensions, reopens, attempts_max } = data;
  db.prepare(
    `INSERT OR REPLACE INTO server_handling (assignment_id, has_states, has_extensions, can_reopen, attempts_max)
     VALUES (?, ?, ?, ?, ?)`,
  ).run(assignmentId, Number(states), Number(extensions), Number(reopens), attempts_max);
}

/** Takes over where the work on a copy stands; null: at its beginning. */
export function applyHandling(db: Db, submissionId: string, body: HandlingBody | null, at: number): void {
  if (body === null) db.prepare('DELETE FROM handling WHERE submission_id = ?').run(submissionId);
  else {
    const { extended_to: extendedTo, attempt, state } = body;
    writeHandling(db, submissionId, { extendedTo, attempt, state }, at);
  }
}

type ChangedHandling = Omit<HandlingChange, 'submissionId' | 'before'>;

function writeHandling(
  db: Db,
  submissionId: string,
  { extendedTo, attempt, state }: Handling,
  at: number,
): void {
  db.prepare(
    'INSERT OR REPLACE INTO handling (submission_id, extended_to, attempt, state, updated_at) VALUES (?, ?, ?, ?, ?)',
  ).run(submissionId, extendedTo, attempt, state, at);
}

/**
 * Gives a student a date of their own, opens another attempt for them, or says how far the marking is.
 *
 * @throws CartableError `store/not-found`; `grading/not-handled` for what the server does not follow; `grading/extension-too-early` for a
 * date before the assignment's; `grading/no-more-attempts`; `sync/cannot-undo` where something else than `before` stands there by now
 */
export function saveHandling(
  context: DomainContext,
  { submissionId, before: shown, ...change }: HandlingChange,
): { previous: Handling } {
  const { store, clock, edits } = context;
  const previous = store.write(() => {
    const submission = readSubmission(store.db, submissionId);
    const assignment = submission && readAssignment(store.db, submission.assignmentId);
    if (submission === undefined || assignment === undefined)
      throw new CartableError('store/not-found', {}, 'never');
    const before = handlingIn(submission, assignment.handledBy);
    if (!isSame(before, changed(before, shown ?? {})))
      throw new CartableError('sync/cannot-undo', {}, 'never');
    const after = changed(before, change);
    if (isSame(before, after)) return before;
    // Once it was opened there, it stays open.
    const isTakenBack =
      after.attempt < before.attempt && edits.stateOf('handling', submissionId) !== 'waiting';
    if (isTakenBack) throw new CartableError('grading/not-handled', {}, 'never');
    refuse(before, after, assignment);
    writeHandling(store.db, submissionId, after, clock.now());
    const { extendedTo: extended_to, ...rest } = after;
    edits.record({
      entity: 'handling',
      entityId: submissionId,
      body: { submission_id: submissionId, extended_to, ...rest },
    });
    return before;
  });
  context.announce('grading', 'classes');
  return { previous };
}

/** What is not named stays. */
function changed(
  before: Handling,
  { extendedTo = before.extendedTo, attempt = before.attempt, state = before.state }: ChangedHandling,
): Handling {
  return { extendedTo, attempt, state };
}

/** An attempt that waits to be opened may be taken back: the one before it is then the last again. */
function refuse(
  before: Handling,
  after: Handling,
  { dueAt, handledBy }: { readonly dueAt: number | null; readonly handledBy?: HandledBy | undefined },
): void {
  const { hasStates = false, hasExtensions = false, canReopen = false, attemptsMax = 1 } = handledBy ?? {};
  const isReopened = after.attempt > before.attempt;
  const isFollowed =
    (before.extendedTo === after.extendedTo || hasExtensions) &&
    (before.state === after.state || (hasStates && after.state !== null)) &&
    (before.attempt === after.attempt || canReopen);
  if (!isFollowed || after.attempt < 1) throw new CartableError('grading/not-handled', {}, 'never');
  if (after.extendedTo !== before.extendedTo && after.extendedTo !== null && after.extendedTo < (dueAt ?? 0))
    throw new CartableError('grading/extension-too-early', {}, 'after-user');
  const isTooMany = attemptsMax !== null && after.attempt > attemptsMax;
  if (isReopened && (isTooMany || after.attempt > before.attempt + 1))
    throw new CartableError('grading/no-more-attempts', {}, 'after-user');
}

const isSame = (one: Handling, other: Handling) =>
  one.extendedTo === other.extendedTo && one.attempt === other.attempt && one.state === other.state;

/** What is known of a copy; where nothing was told, its beginning. */
export function handlingIn(
  row: {
    readonly extendedTo: number | null;
    readonly attempt: number | null;
    readonly state: Handling['state'];
  },
  handledBy: HandledBy | undefined,
): Handling {
  return {
    extendedTo: row.extendedTo,
    attempt: row.attempt ?? 1,
    state: row.state ?? (handledBy?.hasStates === true ? 'not-marked' : null),
  };
}
