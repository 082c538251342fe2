import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SubmissionSummary } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { countByFilter, listedGroup, offeredFilters, selectCopies } from './copies.ts';
import { copiesViews } from './copies-view.ts';
import { gradeDrafts } from './grade-draft.ts';
import type { CopyTeam } from './teams/team-rows.ts';

/** One letter is in every answer. */
const SHORTEST_SEARCH = 2;

const NOTHING: ReadonlySet<string> = new Set();

/**
 * The copies as they are listed: filtered, searched by name and by what was answered, and in the chosen order.
 *
 * `groupOf` is null when they are not grouped.
 */
export function useListedCopies(
  assignmentId: string,
  copies: readonly SubmissionSummary[],
  {
    currentId,
    isAnonymous,
    teamOf,
  }: {
    readonly currentId: string;
    readonly isAnonymous: boolean;
    readonly teamOf: ReadonlyMap<string, CopyTeam>;
  },
) {
  const views = useSignal(copiesViews.all);
  // The same object as long as nothing changes: what is listed is worked out of it.
  const view = useMemo(() => copiesViews.of(views, assignmentId), [views, assignmentId]);
  const drafts = useSignal(gradeDrafts);
  const typed = useMemo(
    () => new Set([...drafts].flatMap(([id, { fault }]) => (fault === null ? [] : [id]))),
    [drafts],
  );
  const search = view.search.trim();
  const isAsked = search.length >= SHORTEST_SEARCH;
  const answers = useQuery({
    ...engine.grading.findInAnswers.queryOptions({ input: { assignmentId, search } }),
    enabled: isAsked,
    // What was found for the letters before stays until the engine has answered: the list does not jump.
    placeholderData: keepPreviousData,
    // Each letter is a question; its answer is worth nothing once the next one is typed.
    gcTime: 0,
  });
  const foundInAnswers = useMemo(
    () => (isAsked && answers.data !== undefined ? new Set(answers.data.submissionIds) : NOTHING),
    [isAsked, answers.data],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when it was taken, or listed in another way
  const held = useMemo(() => copies.find(({ id }) => id === currentId) ?? null, [currentId, view]);
  const counts = useMemo(() => countByFilter(copies, typed), [copies, typed]);
  const filters = useMemo(() => offeredFilters(copies, view.filter), [copies, view]);
  return useMemo(() => {
    const query = { ...view, typed, foundInAnswers, currentId, held, areNamesSearched: !isAnonymous, teamOf };
    const groupOf = view.isGrouped ? (copy: SubmissionSummary) => listedGroup(copy, query) : null;
    return { listed: selectCopies(copies, query), groupOf, view, counts, filters };
  }, [copies, view, typed, foundInAnswers, counts, filters, currentId, held, isAnonymous, teamOf]);
}
