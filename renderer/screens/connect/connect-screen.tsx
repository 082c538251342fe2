import { Button, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DataMissing } from '../../../preload/contract/account.ts';
import { useIsAllowed } from '../../app/use-managed.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LanguageChoice } from '../../components/language-choice.tsx';
import { RuledPage } from '../../components/ruled-page.tsx';
import { Screen } from '../../components/screen.tsx';
import { AccountForm } from './account-form.tsx';
import './connect.css';
import { MissingDataNotice } from './missing-data-notice.tsx';
import { OpenBackupFile } from './open-backup-file.tsx';
import { useConnectDemo } from './use-connect.ts';

/** The first screen: what Cartable is in one sentence, and the two ways in. */
export function ConnectScreen({ missing }: { readonly missing: DataMissing | null }) {
  const { t } = useTranslation();
  const demo = useConnectDemo();
  const isBackUpAllowed = useIsAllowed('back-up');
  const isDemoAllowed = useIsAllowed('demonstration');
  return (
    <Screen name="connect" title={t('connect.title')} layout="panes" isTitleHidden>
      <div className="connect">
        <div className="connect-language">
          <LanguageChoice label={t('connect.language')} />
        </div>
        {missing === null ? null : <MissingDataNotice missing={missing} />}
        <div className="connect-columns">
          <section className="connect-intro">
            <RuledPage writing="begun" />
            <p className="connect-name" aria-hidden="true">
              {t('app.name')}
            </p>
            <p className="connect-sentence">{t('connect.sentence')}</p>
            {isDemoAllowed ? (
              <div className="connect-demo">
                <Title order={2}>{t('connect.demo.title')}</Title>
                <p className="connect-text">{t('connect.demo.text')}</p>
                <Button
                  variant="default"
                  onClick={() => demo.mutate(undefined)}
                  loading={demo.isPending}
                  data-testid="connect-demo"
                >
                  {t('connect.demo.button')}
                </Button>
                <p role="status" className="connect-text">
                  {demo.isPending ? t('connect.demo.preparing') : null}
                </p>
                <ErrorNotice error={demo.error} />
              </div>
            ) : null}
          </section>
          <div className="connect-ways">
            <AccountForm />
            {isBackUpAllowed ? <OpenBackupFile /> : null}
          </div>
        </div>
      </div>
    </Screen>
  );
}
