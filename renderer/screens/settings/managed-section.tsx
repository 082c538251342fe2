import { useTranslation } from 'react-i18next';
import { useManaged } from '../../app/use-managed.ts';
import { SettingsSection } from './settings-section.tsx';

/** What the school decides on this computer, and what of it Cartable could not understand; absent where it decides nothing. */
export function ManagedSection() {
  const { t } = useTranslation();
  const { entries, faults } = useManaged();
  if (entries.length + faults.length === 0) return null;
  return (
    <SettingsSection title={t('settings.managed.title')}>
      <p className="settings-hint">{t('settings.managed.text')}</p>
      {entries.length === 0 ? null : (
        <dl className="settings-managed" data-testid="managed-policies">
          {entries.map(({ key, value, scope, isBinding }) => (
            <div key={`${key} ${isBinding}`}>
              <dt>{key}</dt>
              <dd>
                <code>{value}</code>
                <span className="settings-hint">
                  {t(`settings.managed.${isBinding ? 'binding' : 'recommended'}.${scope}`)}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {faults.length === 0 ? null : (
        <div data-testid="managed-faults">
          <p>{t('settings.managed.faults')}</p>
          <ul className="settings-managed-faults">
            {faults.map(({ key, scope, fault }) => (
              <li key={`${scope} ${key} ${fault}`}>
                {key === null
                  ? t(`settings.managed.fault.${fault}`)
                  : t('settings.managed.faultOf', { key, fault: t(`settings.managed.fault.${fault}`) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </SettingsSection>
  );
}
