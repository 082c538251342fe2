import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountSection } from './account-section.tsx';
import { DisplaySection } from './display-section.tsx';
import { DocumentsSection } from './documents-section.tsx';
import { ErasureSection } from './erasure/erasure-section.tsx';
import { LockSection } from './lock-section.tsx';
import { ManagedSection } from './managed-section.tsx';
import { SafetySection } from './safety-section.tsx';
import { SyncSection } from './sync-section.tsx';
import './settings.css';

/** The account, the window, the documents, and the safety of the data. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const workspace = useQuery(engine.account.state.queryOptions());
  const settings = useQuery(engine.settings.get.queryOptions());
  return (
    <Screen name="settings" title={t('settings.title')}>
      <div className="settings">
        <QueryView
          query={workspace}
          show={({ account }) => (account === null ? null : <AccountSection account={account} />)}
        />
        <DisplaySection />
        <QueryView query={settings} show={(answer) => <DocumentsSection settings={answer} />} />
        <QueryView query={settings} show={(answer) => <SyncSection settings={answer} />} />
        <ManagedSection />
        <LockSection />
        <SafetySection />
        <QueryView query={settings} show={(answer) => <ErasureSection settings={answer} />} />
        <AboutSection />
      </div>
    </Screen>
  );
}
