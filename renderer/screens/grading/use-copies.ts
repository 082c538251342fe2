import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { anonymousOrder } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { withPending } from './copies.ts';
import { pendingGrades } from './grading-edits.ts';

/** An assignment's copies in the order in which they are shown (mixed by the seed while names are hidden), with the grades that are still being saved. */
export function useCopies(assignmentId: string, seed: string | null) {
  const query = useQuery(engine.grading.submissions.queryOptions({ input: { assignmentId } }));
  const pending = useSignal(pendingGrades);
  const ordered = useMemo(
    () => (seed !== null && query.data !== undefined ? anonymousOrder(query.data, seed) : query.data),
    [query.data, seed],
  );
  const copies = useMemo(
    () => (ordered === undefined ? undefined : withPending(ordered, pending)),
    [ordered, pending],
  );
  return { query, copies };
}
