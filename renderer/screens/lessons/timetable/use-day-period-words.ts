import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Days from one to another, both with them, in words: « 7 – 8 mai 2027 »; one day alone is one. */
export function useDayPeriodWords(): (firstDay: string, lastDay: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    return (firstDay, lastDay) => format.formatRange(Date.parse(firstDay), Date.parse(lastDay));
  }, [i18n.language]);
}
