import { useTranslation } from 'react-i18next';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';

const DAY_MS = 86_400_000;
const SOON_MS = 60_000;

/** Writes an instant to come as people say it: « à 17:00 », « demain à 07:00 », « lundi 30 novembre à 17:00 ». */
export function useMoment(): (atMs: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (atMs) => {
    if (atMs - now < SOON_MS) return t('sync.moment.soon');
    const time = formats.time(atMs);
    const day = formats.day(atMs);
    if (day === formats.day(now)) return t('sync.moment.today', { time });
    return day === formats.day(now + DAY_MS)
      ? t('sync.moment.tomorrow', { time })
      : t('sync.moment.day', { day, time });
  };
}
