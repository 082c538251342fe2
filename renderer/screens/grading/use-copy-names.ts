import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmissionSummary } from '../../../preload/contract/index.ts';

/** How a copy is called: the student's name, or its number while names are hidden. */
export function useCopyNames(
  copies: readonly SubmissionSummary[],
  isAnonymous: boolean,
): (copy: SubmissionSummary) => string {
  const { t } = useTranslation();
  return useMemo(() => {
    if (!isAnonymous) return ({ student }) => `${student.lastName} ${student.firstName}`;
    const numbers = new Map(copies.map(({ id }, index) => [id, index + 1]));
    return ({ id }) => t('grading.copies.number', { number: numbers.get(id) ?? 0 });
  }, [copies, isAnonymous, t]);
}
