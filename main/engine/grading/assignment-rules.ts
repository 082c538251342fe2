import type { Counting, GradingRules } from '../../../preload/contract/domain.ts';
import type { RulesChange, SavedRules } from '../../../preload/contract/grading.ts';
import { isSameJson } from '../../../preload/contract/same-json.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { saveAssessment } from './publication.ts';
import { markOf, readAssignment, readSubmissions } from './repository.ts';
import { saveGrade } from './save-grade.ts';
import { requireOwnForm } from './server-form.ts';

/*
 * How an assignment is graded. The ENT knows an assignment as ordinary or bonus, and of each grade whether it counts; the rest
 * stays here.
 */

/**
 * Changes how an assignment is graded; what is not named stays. Grades that are there count, or not, as the new rules say.
 *
 * @param change `leftOut`: these copies' grades do not count again, as undo needs it; what has been said of a copy since stays
 * @returns what has changed, as it was
 * @throws CartableError `store/not-found`; `grading/form-of-server` for another scale than the server's; `grading/grade-out-of-range` for a level above the assignment's maximum
 */
export function saveRules(
  context: DomainContext,
  { assignmentId, counting, leftOut, ...change }: RulesChange,
): { previous: SavedRules } {
  const { db } = context.store;
  const previous = context.store.write(() => {
    const assignment = readAssignment(db, assignmentId);
    if (assignment === undefined) throw new CartableError('store/not-found', {}, 'never');
    const { rules: before, maxTimes100 } = assignment;
    if (change.scale !== undefined && JSON.stringify(change.scale) !== JSON.stringify(before.scale))
      requireOwnForm(db, assignmentId);
    const rules: GradingRules = { ...before, ...withoutUndefined(change) };
    for (const { pointsTimes100 } of change.scale?.levels ?? [])
      if (pointsTimes100 > maxTimes100)
        throw new CartableError('grading/grade-out-of-range', { maxTimes100, pointsTimes100 });
    writeRules(context, assignmentId, rules);
    const countedBefore =
      counting === undefined ? assignment.counting : changeCounting(context, assignmentId, counting);
    const was = { ...before, counting: countedBefore };
    const is = { ...rules, counting: counting ?? countedBefore };
    if (is.isCounted === was.isCounted) return changedOf(was, is);
    return { ...changedOf(was, is), leftOut: countAgain(context, assignmentId, { rules, leftOut }) };
  });
  context.announce('grading', 'classes');
  return { previous };
}

/** Has the grades that are there count, or not, as the new rules say; answers those that did not. */
function countAgain(
  context: DomainContext,
  assignmentId: string,
  { rules: { isCounted }, leftOut }: { rules: GradingRules; leftOut: readonly string[] | undefined },
): string[] {
  const submissions = readSubmissions(context.store.db, assignmentId);
  for (const submission of submissions) {
    const mark = markOf(submission);
    // What is undone gave all of them the opposite.
    const isSaidSince = leftOut !== undefined && mark.isCounted === isCounted;
    if (mark.pointsTimes100 === null || isSaidSince) continue;
    const isWanted = leftOut === undefined ? isCounted : !leftOut.includes(submission.id);
    saveGrade(context, { submissionId: submission.id, isCounted: isWanted });
  }
  return submissions.filter((one) => !markOf(one).isCounted).map(({ id }) => id);
}

/** What `was` said where `is` says something else. */
function changedOf(was: SavedRules, is: SavedRules): SavedRules {
  return Object.fromEntries(
    Object.entries(was).filter(([name, value]) => !isSameJson(value, is[name as keyof SavedRules])),
  );
}

function changeCounting(context: DomainContext, assignmentId: string, counting: Counting): Counting {
  return saveAssessment(context, assignmentId, { counting }).counting;
}

function writeRules({ store, clock }: DomainContext, assignmentId: string, rules: GradingRules): void {
  store.db
    .prepare(
      `INSERT INTO grading_rules (assignment_id, rules, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (assignment_id) DO UPDATE SET rules = excluded.rules, updated_at = excluded.updated_at`,
    )
    .run(assignmentId, JSON.stringify(rules), clock.now());
}

function withoutUndefined(change: Partial<{ [Key in keyof GradingRules]: GradingRules[Key] | undefined }>) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
