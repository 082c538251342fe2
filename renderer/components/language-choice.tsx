import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { savePreferences } from '../app/preferences.ts';
import { useToasts } from '../app/toasts.tsx';
import { LANGUAGES } from '../i18n/i18n.ts';

/** French or English, at once. Each language is named in itself: whoever is lost in the other one finds it. */
export function LanguageChoice({ label }: { label: string }) {
  const { i18n } = useTranslation();
  const toasts = useToasts();
  const choose = (value: string) => {
    const language = LANGUAGES.find((one) => one === value) ?? 'fr';
    void savePreferences({ language }).catch(toasts.failed);
  };
  return <SegmentedControl aria-label={label} value={i18n.language} onChange={choose} data={CHOICES} />;
}

const CHOICES = [
  { value: 'fr', label: 'Français' },
  { value: 'en', label: 'English' },
];
