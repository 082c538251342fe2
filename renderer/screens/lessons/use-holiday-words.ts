import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '../../../preload/contract/index.ts';

/** Why there is no school on a day; empty when there is. */
export function useHolidayWords(): (holiday: CalendarDay['holiday']) => string {
  const { t } = useTranslation();
  return (holiday) => {
    if (holiday === null) return '';
    if (holiday.kind === 'exception') return holiday.name;
    if (holiday.kind === 'public') return t('timetable.holiday.public');
    return holiday.name === ''
      ? t('timetable.holiday.break')
      : t('timetable.holiday.breakNamed', { name: holiday.name });
  };
}
