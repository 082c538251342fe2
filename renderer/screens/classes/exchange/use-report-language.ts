import { useTranslation } from 'react-i18next';
import type { ReportLanguage } from '../../../../preload/contract/index.ts';

/** Pages to print are in the window's language. */
export function useReportLanguage(): ReportLanguage {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'fr';
}
