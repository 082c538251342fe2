import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, SubmissionSummary, Team } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { queryClient } from '../../../app/query-client.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { type TeamRows, teamRows } from './team-rows.ts';

const NONE: readonly Team[] = [];

/** The teams of an assignment, and its copies as they are graded with them. */
export function useTeams(
  assignmentId: string,
  copies: readonly SubmissionSummary[],
): TeamRows & { readonly teams: readonly Team[] } {
  const teams = useQuery(engine.grading.teams.queryOptions({ input: { assignmentId } })).data ?? NONE;
  return useMemo(() => ({ teams, ...teamRows(copies, teams) }), [copies, teams]);
}

/** Saves who is graded together, as one step of undo; false when it could not be. */
export function useSaveTeams({ id: assignmentId, title }: Assignment): (teams: Team[]) => Promise<boolean> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async (teams) => {
    try {
      const { previous } = await engineClient.grading.saveTeams({ assignmentId, teams });
      toasts.undoable({
        label: t('grading.teams.saved', { title }),
        undo: async () => engineClient.grading.saveTeams({ assignmentId, teams: previous }),
        redo: async () => engineClient.grading.saveTeams({ assignmentId, teams }),
      });
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
}

/** Grades a member apart, or again with the team, as one step of undo. */
export function useSetApart(
  assignmentId: string,
): (member: SubmissionSummary, isApart: boolean, name: string) => Promise<boolean> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async ({ id: submissionId, pointsTimes100, standing, isCounted }, isApart, name) => {
    const before = { pointsTimes100, standing, isCounted };
    const set = async () => engineClient.grading.setApart({ submissionId, isApart, before });
    try {
      const { previous } = await set();
      showApart(assignmentId, submissionId, isApart);
      toasts.undoable({
        label: t(`grading.teams.${isApart ? 'nowApart' : 'nowTogether'}`, { name }),
        undo: async () => engineClient.grading.setApart(previous),
        redo: set,
      });
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
}

/** At once: the member's row must be there before it is gone to. */
function showApart(assignmentId: string, submissionId: string, isApart: boolean): void {
  queryClient.setQueryData(engine.grading.teams.queryKey({ input: { assignmentId } }), (teams) =>
    teams?.map((team) => ({
      ...team,
      members: team.members.map((member) =>
        member.submissionId === submissionId ? { ...member, isApart } : member,
      ),
    })),
  );
}
