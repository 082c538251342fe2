import { anonymousOrder, areNamesHidden } from '../../../preload/contract/anonymity.ts';
import type { Assignment } from '../../../preload/contract/domain.ts';
import type { NamesChange } from '../../../preload/contract/grading.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import { readAssignment, readSubmission, readSubmissions } from './repository.ts';

/*
 * Copies without names, until their assignment is published. What leaves a copy meanwhile (files given back, tables) has no
 * name either. The ENT knows nothing of it: students see their own copies there as ever.
 */

/** What the screens ask of hidden names. */
export const anonymityHandlers = {
  hideNames,

  /** When an assignment's names were hidden and shown, latest first. */
  namesHistory: ({ store }: DomainContext, { assignmentId }: { assignmentId: string }): NamesChange[] =>
    (
      store.db
        .prepare(
          `SELECT is_hidden AS isHidden, changed_at AS changedAt FROM anonymity_change
           WHERE assignment_id = ? ORDER BY id DESC`,
        )
        .all(assignmentId) as { isHidden: 0 | 1; changedAt: number }[]
    ).map(({ isHidden, changedAt }) => ({ isHidden: isHidden === 1, changedAt })),
};

/**
 * Hides an assignment's names until it is published, or shows them; either is noted in its history.
 *
 * @throws CartableError `store/not-found`
 */
function hideNames(
  context: DomainContext,
  { assignmentId, isHidden }: { assignmentId: string; isHidden: boolean },
): { wasHidden: boolean } {
  const { store, random, clock } = context;
  const wasHidden = store.write(() => {
    const assignment = readAssignment(store.db, assignmentId);
    if (assignment === undefined) throw new CartableError('store/not-found', {}, 'never');
    const before = assignment.hiddenSeed !== null;
    if (before === isHidden) return before;
    store.db
      .prepare(
        `INSERT INTO anonymity (assignment_id, seed, is_hidden) VALUES (?, ?, ?)
         ON CONFLICT (assignment_id) DO UPDATE SET is_hidden = excluded.is_hidden`,
      )
      .run(assignmentId, random.id(), Number(isHidden));
    store.db
      .prepare('INSERT INTO anonymity_change (assignment_id, is_hidden, changed_at) VALUES (?, ?, ?)')
      .run(assignmentId, Number(isHidden), clock.now());
    return before;
  });
  context.announce('grading', 'classes');
  return { wasHidden };
}

/** Whether an assignment's copies have no names now. */
export function isAnonymous({ clock }: Pick<DomainContext, 'clock'>, assignment: Assignment): boolean {
  return areNamesHidden(assignment, clock.now());
}

/** The name under which a file leaves a copy: its number while names are hidden, for students write theirs in file names. */
export function nameForCopy(context: DomainContext, submissionId: string, name: string): string {
  const { db } = context.store;
  const submission = readSubmission(db, submissionId);
  const assignment = submission && readAssignment(db, submission.assignmentId);
  if (assignment === undefined || assignment.hiddenSeed === null || !isAnonymous(context, assignment))
    return name;
  const number = numberOf(db, { ...assignment, hiddenSeed: assignment.hiddenSeed }, submissionId);
  return `copie ${number}${/\.[^.\s]{1,10}$/.exec(name)?.[0] ?? ''}`;
}

function numberOf(
  db: Db,
  { id, hiddenSeed }: { id: string; hiddenSeed: string },
  submissionId: string,
): number {
  const order = anonymousOrder(readSubmissions(db, id), hiddenSeed);
  return order.findIndex((copy) => copy.id === submissionId) + 1;
}
