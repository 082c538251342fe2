import type { Criterion, CriterionMark, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { isToGrade } from '../copies.ts';

export interface MarkPlace {
  readonly submissionId: string;
  readonly criterionId: string;
}

/**
 * Where to go on, question by question: the next copy that has nothing for this one, round past the end; then the first
 * copy that has nothing for the next question. Null when every copy has everything.
 *
 * A copy that is settled or was not handed in is passed over. A bonus or a malus need not be given, so it is never waited for.
 */
export function nextMark(
  criteria: readonly Criterion[],
  copies: readonly SubmissionSummary[],
  marks: readonly CriterionMark[],
  from: MarkPlace,
): MarkPlace | null {
  const given = new Set(
    marks.flatMap(({ submissionId, criterionId, pointsTimes100 }) =>
      pointsTimes100 === null ? [] : [`${criterionId} ${submissionId}`],
    ),
  );
  const start = copies.findIndex(({ id }) => id === from.submissionId) + 1;
  const asked = criteria.filter(({ id, kind }) => kind === 'ordinary' || id === from.criterionId);
  const first = asked.findIndex(({ id }) => id === from.criterionId);
  for (let step = 0; step < asked.length; step += 1) {
    const criterion = asked[(first + step) % asked.length];
    const round = step === 0 ? [...copies.slice(start), ...copies.slice(0, start)] : copies;
    if (criterion === undefined || (step > 0 && criterion.kind !== 'ordinary')) continue;
    const copy = round.find(
      (one) =>
        !(step === 0 && one.id === from.submissionId) &&
        isToGrade(one) &&
        !given.has(`${criterion.id} ${one.id}`),
    );
    if (copy !== undefined) return { submissionId: copy.id, criterionId: criterion.id };
  }
  return null;
}
