import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { startOfMonth } from './month.ts';
import { addDays, fromWallTime, toWallTime } from './school-time.ts';

/** A week in words: « 23 – 29 novembre 2026 », « 30 nov. – 6 déc. 2026 ». */
export function useWeekWords(): (weekStart: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: 'Europe/Paris',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    return (weekStart) => {
      const sunday = fromWallTime({ ...addDays(toWallTime(weekStart), 6), hour: 12 });
      return format.formatRange(weekStart, sunday);
    };
  }, [i18n.language]);
}

/** The month that most of a week is in: « novembre 2026 ». */
export function useMonthWords(): (weekStart: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: 'Europe/Paris',
      month: 'long',
      year: 'numeric',
    });
    return (weekStart) => format.format(startOfMonth(weekStart));
  }, [i18n.language]);
}

export interface DayWords {
  /** « lundi » */
  readonly weekday: (atMs: number) => string;
  /** « lun. 23 » */
  readonly short: (atMs: number) => string;
  /** « lundi 23 novembre » */
  readonly long: (atMs: number) => string;
}

/** A day in words, short in a column's head, whole for screen readers. */
export function useDayWords(): DayWords {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
    const format = (options: Intl.DateTimeFormatOptions) => {
      const intl = new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Paris', ...options });
      return (atMs: number) => intl.format(atMs);
    };
    return {
      weekday: format({ weekday: 'long' }),
      short: format({ weekday: 'short', day: 'numeric' }),
      long: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    };
  }, [i18n.language]);
}
