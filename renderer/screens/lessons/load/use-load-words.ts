import { useTranslation } from 'react-i18next';
import type { DayLoad } from './day-loads.ts';

/** « 50 min », « 50 min, 1 sans durée »; empty where nothing is due. */
export function useLoadWords(): (load: DayLoad) => string {
  const { t } = useTranslation();
  return ({ count, minutes, unsaidCount }) => {
    if (count === 0) return '';
    const unsaid = unsaidCount === 0 ? [] : [t('lessons.load.unsaid', { count: unsaidCount })];
    return [...(minutes === 0 ? [] : [t('lessons.load.minutes', { minutes })]), ...unsaid].join(', ');
  };
}
