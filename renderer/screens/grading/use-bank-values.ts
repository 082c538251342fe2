import type { Assignment, SubmissionSummary } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { BankValues } from './bank/bank-text.ts';

/** What the variables of the bank stand for on a copy. While names are hidden, nothing there says whose it is. */
export function useBankValues(
  { student, pointsTimes100 }: SubmissionSummary,
  { maxTimes100, classGroupName }: Assignment,
  isAnonymous: boolean,
): BankValues {
  const formats = useFormats();
  return {
    firstName: isAnonymous ? null : student.firstName,
    lastName: isAnonymous ? null : student.lastName,
    grade: pointsTimes100 === null ? null : formats.points(pointsTimes100),
    maximum: formats.points(maxTimes100),
    className: classGroupName,
  };
}
