import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShellPreferences } from '../../../preload/contract/index.ts';
import { preferences, savePreferences } from '../../app/preferences.ts';
import { useSignal } from '../../app/signal.ts';
import { useToasts } from '../../app/toasts.tsx';
import { LanguageChoice } from '../../components/language-choice.tsx';
import { SettingsRow, SettingsSection } from './settings-section.tsx';

const THEMES: readonly ShellPreferences['theme'][] = ['light', 'dark', 'system'];

/** Language and appearance, which change the window at once. */
export function DisplaySection() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { theme } = useSignal(preferences);
  const chooseTheme = (value: string) => {
    const chosen = THEMES.find((one) => one === value) ?? 'system';
    void savePreferences({ theme: chosen }).catch(toasts.failed);
  };
  return (
    <SettingsSection title={t('settings.display.title')}>
      <SettingsRow label={t('settings.display.language')}>
        <LanguageChoice label={t('settings.display.language')} />
      </SettingsRow>
      <SettingsRow label={t('settings.display.theme')}>
        <SegmentedControl
          aria-label={t('settings.display.theme')}
          value={theme}
          onChange={chooseTheme}
          data={THEMES.map((value) => ({ value, label: t(`settings.display.themes.${value}`) }))}
        />
      </SettingsRow>
    </SettingsSection>
  );
}
