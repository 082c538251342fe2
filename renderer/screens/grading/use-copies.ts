import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { engine } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { anonymousOrder, withPending } from './copies.ts';
import { pendingGrades } from './grading-edits.ts';

/** An assignment's copies in the order in which they are shown, with the grades that are still being saved. */
export function useCopies(assignmentId: string, isAnonymous: boolean) {
  const query = useQuery(engine.grading.submissions.queryOptions({ input: { assignmentId } }));
  const pending = useSignal(pendingGrades);
  const ordered = useMemo(
    () => (isAnonymous && query.data !== undefined ? anonymousOrder(query.data) : query.data),
    [query.data, isAnonymous],
  );
  const copies = useMemo(
    () => (ordered === undefined ? undefined : withPending(ordered, pending)),
    [ordered, pending],
  );
  return { query, copies };
}
