import { useTranslation } from 'react-i18next';
import type { StepOutcome } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useShownYear } from './use-shown-year.ts';

/** What a step does to the rest, in one or two sentences: « 6 séances se décalent, la dernière au mardi 12 mars. » */
export function useOutcomeWords(): (outcome: StepOutcome) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  // Of another year than this one, a day alone would be taken for this year's.
  const day = useShownYear().day === undefined ? formats.day : formats.date;
  return ({ at, movedCount, lastMovedAt, passedCount, homeworkCount, dateCount }) =>
    [
      at === null ? '' : t('progression.outcome.at', { day: day(at) }),
      lastMovedAt === null
        ? t('progression.outcome.alone')
        : t('progression.outcome.moved', { count: movedCount, day: day(lastMovedAt) }),
      passedCount === 0 ? '' : t('progression.outcome.passed', { count: passedCount }),
      homeworkCount === 0 ? '' : t('progression.outcome.homework', { count: homeworkCount }),
      dateCount === 0 ? '' : t('progression.outcome.dates', { count: dateCount }),
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
}
