import { useQueries, useQuery } from '@tanstack/react-query';
import type { DocumentRef, SubmissionSummary } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';

/** The copy in hand, and the first document of those that may come next, so that they can be made ready. */
export function useCopyDetails(currentId: string, next: readonly (SubmissionSummary | null)[]) {
  const current = useQuery(engine.grading.submission.queryOptions({ input: { submissionId: currentId } }));
  const ids = [...new Set(next.flatMap((copy) => (copy === null || copy.id === currentId ? [] : [copy.id])))];
  const toWarm = useQueries({
    queries: ids.map((submissionId) => engine.grading.submission.queryOptions({ input: { submissionId } })),
    combine: (answers): DocumentRef[] =>
      answers.flatMap(({ data }) => (data?.documents[0] === undefined ? [] : [data.documents[0]])),
  });
  return { current, toWarm };
}
