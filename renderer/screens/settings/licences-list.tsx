import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** Everything that Cartable is made of, with its licence: read when it is asked for, written by the build. */
export function LicencesList() {
  const { t } = useTranslation();
  const [licences, setLicences] = useState<readonly Licence[]>([]);
  const load = async () => {
    const reply = await fetch(new URL('licences.json', document.baseURI));
    setLicences((await reply.json()) as readonly Licence[]);
  };
  return (
    <details
      data-testid="licences"
      onToggle={(event) => {
        if (event.currentTarget.open && licences.length === 0) void load();
      }}
    >
      <summary>{t('settings.about.licences')}</summary>
      <ul className="settings-licences">
        {licences.map(({ name, version, licence }) => (
          <li key={`${name} ${version}`}>{[name, version, licence].join(' · ')}</li>
        ))}
      </ul>
    </details>
  );
}
