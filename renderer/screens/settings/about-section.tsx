import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bridge } from '../../app/bridge.ts';
import { toHash } from '../../app/routes.ts';
import { SettingsSection } from './settings-section.tsx';

/** The version, the licence, and the way to the help. */
export function AboutSection() {
  const { t } = useTranslation();
  return (
    <SettingsSection title={t('settings.about.title')}>
      <div className="settings-about">
        <p>{t('settings.about.version', { version: bridge().appVersion })}</p>
        <p className="settings-hint">{t('settings.about.text')}</p>
        <Anchor href={toHash({ screen: 'help' })}>{t('settings.about.help')}</Anchor>
      </div>
    </SettingsSection>
  );
}
