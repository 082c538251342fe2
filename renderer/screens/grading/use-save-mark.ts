import { useTranslation } from 'react-i18next';
import type { GradeMark, MarkChange, Scale, SubmissionSummary } from '../../../preload/contract/index.ts';
import { isEmptyMark, isSameMark, settleMark } from '../../../preload/contract/index.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import { gradeSave } from './grading-edits.ts';

/** Saves a change of a copy's mark, unless nothing changes. */
export function useSaveMark(): (
  copy: SubmissionSummary,
  name: string,
  change: MarkChange,
  scale?: Scale | null,
) => void {
  const { t } = useTranslation();
  const words = useMarkWords();
  return (copy, name, change, scale) => {
    const { pointsTimes100, standing, isCounted } = copy;
    const previous: GradeMark = { pointsTimes100, standing, isCounted };
    const mark = settleMark(previous, change);
    if (isSameMark(mark, previous)) return;
    const label = isEmptyMark(mark)
      ? t('grading.panel.gradeRemoved', { name })
      : t('grading.panel.gradeSaved', { name, points: words(mark, scale) });
    const autosave = gradeSave(copy.id);
    autosave.type({ assignmentId: copy.assignmentId, mark, previous, label });
    void autosave.flush();
  };
}
