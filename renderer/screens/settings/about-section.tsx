import { Anchor } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateState } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { toHash } from '../../app/routes.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { LicencesList } from './licences-list.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The version and what is known of newer ones, the licences, and the way to the help. */
export function AboutSection() {
  const { t } = useTranslation();
  return (
    <SettingsSection title={t('settings.about.title')}>
      <div className="settings-about">
        <p>{t('settings.about.version', { version: bridge().appVersion })}</p>
        <UpdateWords />
        <p className="settings-hint">{t('settings.about.text')}</p>
        <Anchor href={toHash({ screen: 'help' })}>{t('settings.about.help')}</Anchor>
        <LicencesList />
      </div>
    </SettingsSection>
  );
}

/** Nothing is said where there is nothing to know: run from the sources, or made without a source of updates. */
function UpdateWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { kind, version, checkedAt } = useUpdateState();
  if (kind === 'off' || (kind === 'idle' && checkedAt === null)) return null;
  const when = checkedAt === null ? '' : formats.dateTime(checkedAt);
  return (
    <p className="settings-hint" role="status" data-testid="update-state" data-kind={kind}>
      {t(`settings.about.update.${kind}`, { version: version ?? '', when })}
    </p>
  );
}

function useUpdateState(): UpdateState {
  const [state, setState] = useState<UpdateState>({ kind: 'off', version: null, checkedAt: null });
  useEffect(() => {
    void bridge().getUpdateState().then(setState);
    return bridge().onUpdateState(setState);
  }, []);
  return state;
}
