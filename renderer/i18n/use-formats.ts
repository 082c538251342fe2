import { useTranslation } from 'react-i18next';
import type { Formats } from './format.ts';
import { createFormats } from './format.ts';

/** Numbers, sizes and times in the language of the screen. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return createFormats(i18n.language);
}
