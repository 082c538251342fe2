import { useTranslation } from 'react-i18next';
import type { Assignment, GradeAdjustment } from '../../../../preload/contract/index.ts';
import { isRefused } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';

/** How a grade is made, in full: « 14 + 0,5 (bonus) − 1 (1 jour) = 13,5 ». */
export function useComputation({
  rules: { lateness },
}: Assignment): (parts: GradeAdjustment, gradeTimes100: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ rawTimes100, bonusTimes100, penaltyTimes100, lateDays }, gradeTimes100) => {
    const terms = [formats.points(rawTimes100)];
    if (bonusTimes100 > 0)
      terms.push(t('gradingRules.adjust.plus', { points: formats.points(bonusTimes100) }));
    if (bonusTimes100 < 0)
      terms.push(t('gradingRules.adjust.minus', { points: formats.points(-bonusTimes100) }));
    if (lateDays !== null) {
      const isOver = lateness !== null && isRefused(lateness, lateDays);
      const why = isOver ? 'gradingRules.adjust.lateRefused' : 'gradingRules.adjust.late';
      terms.push(t(why, { points: formats.points(penaltyTimes100), count: lateDays }));
    }
    return t('gradingRules.adjust.makes', { terms: terms.join(' '), grade: formats.points(gradeTimes100) });
  };
}
