import { useTranslation } from 'react-i18next';
import type { Assignment, SubmissionSummary } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { type BankValues, namesIn } from './bank/bank-text.ts';
import type { CopyTeam } from './teams/team-rows.ts';

/** What the variables of the bank stand for on a copy. While names are hidden, nothing there says whose it is. */
export function useBankValues(
  copy: SubmissionSummary,
  { maxTimes100, classGroupName }: Assignment,
  { isAnonymous, copyTeam }: { readonly isAnonymous: boolean; readonly copyTeam: CopyTeam | undefined },
): BankValues {
  const formats = useFormats();
  const { language } = useTranslation().i18n;
  const { pointsTimes100 } = copy;
  const students = (copyTeam?.together ?? [copy]).map(({ student }) => student);
  return {
    ...namesIn(students, { isAnonymous, language }),
    grade: pointsTimes100 === null ? null : formats.points(pointsTimes100),
    maximum: formats.points(maxTimes100),
    className: classGroupName,
  };
}
