import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/use-formats.ts';
import { useNow } from './use-now.ts';

const MINUTE_MS = 60_000;

/** Writes a past time from now, followed: « à l’instant », « il y a 3 minutes ». */
export function useRelative(): (atMs: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (atMs) => (now - atMs < MINUTE_MS ? t('app.justNow') : formats.relative(atMs, now));
}
