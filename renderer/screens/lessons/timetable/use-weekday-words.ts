import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** 5 January 2026 is a Monday. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY_MS = 86_400_000;

/** A weekday in words, by its ISO number: 1 → « lundi ». */
export function useWeekdayWords(): (weekday: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' });
    return (weekday) => format.format(MONDAY + (weekday - 1) * DAY_MS);
  }, [i18n.language]);
}
