import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmissionSummary } from '../../../preload/contract/index.ts';
import { listName } from '../../../preload/contract/index.ts';
import type { CopyTeam } from './teams/team-rows.ts';

/** How a copy is called: the student's name, or its number while names are hidden; a team's by all of its members. */
export function useCopyNames(
  copies: readonly SubmissionSummary[],
  isAnonymous: boolean,
  teamOf: ReadonlyMap<string, CopyTeam>,
): { memberName: (copy: SubmissionSummary) => string; nameOf: (copy: SubmissionSummary) => string } {
  const { t } = useTranslation();
  return useMemo(() => {
    const numbers = new Map(copies.map(({ id }, index) => [id, index + 1]));
    const memberName = ({ id, student }: SubmissionSummary) =>
      isAnonymous ? t('grading.copies.number', { number: numbers.get(id) ?? 0 }) : listName(student);
    const nameOf = (copy: SubmissionSummary) => {
      const of = teamOf.get(copy.id);
      if (of === undefined) return memberName(copy);
      if (of.isApart) return t('grading.teams.apartName', { name: memberName(copy) });
      return t('grading.teams.copyName', {
        team: of.team.name,
        names: of.together.map(memberName).join(', '),
      });
    };
    return { memberName, nameOf };
  }, [copies, isAnonymous, teamOf, t]);
}
