import { useTranslation } from 'react-i18next';
import type { GradeMark, MarkChange, Scale, SubmissionSummary } from '../../../preload/contract/index.ts';
import { isEmptyMark, isSameMark, settleMark } from '../../../preload/contract/index.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import { typeGrade } from './grading-edits.ts';

interface TypedMark {
  readonly scale?: Scale | null;
  /** What was shown when it began to be typed; else what is shown now. */
  readonly before?: GradeMark;
}

/** Saves a change of a copy's mark, unless nothing changes: what came while nothing else was typed stays. */
export function useSaveMark(): (
  copy: SubmissionSummary,
  name: string,
  change: MarkChange,
  typed?: TypedMark,
) => void {
  const { t } = useTranslation();
  const words = useMarkWords();
  return (copy, name, change, { scale, before } = {}) => {
    const { pointsTimes100, standing, isCounted } = copy;
    const previous: GradeMark = { pointsTimes100, standing, isCounted };
    const mark = settleMark(previous, change);
    if (before !== undefined && isSameMark(settleMark(before, change), before)) return;
    if (isSameMark(mark, previous)) return;
    const label = isEmptyMark(mark)
      ? t('grading.panel.gradeRemoved', { name })
      : t('grading.panel.gradeSaved', { name, points: words(mark, scale) });
    typeGrade(copy.id, {
      assignmentId: copy.assignmentId,
      mark,
      previous,
      before: before ?? previous,
      label,
    });
  };
}
