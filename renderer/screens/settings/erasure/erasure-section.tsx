import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchoolYearHere, Settings } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { useManaged } from '../../../app/use-managed.ts';
import { SettingsRow, SettingsSection } from '../settings-section.tsx';
import { useSaveSettings } from '../use-save-settings.ts';
import { ErasureDialog, type Wanted } from './erasure-dialog.tsx';
import { PastErasures } from './past-erasures.tsx';
import './erasure.css';

/** What leaves this computer for good: a student who asks for it, and years that are over. */
export function ErasureSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  return (
    <SettingsSection title={t('erasure.title')}>
      <SettingsRow label={t('erasure.student')} hint={t('erasure.studentText')}>
        <Button
          variant="default"
          disabled={isReadOnly}
          data-testid="erase-student"
          onClick={() => setWanted({ kind: 'student' })}
        >
          {t('erasure.studentButton')}
        </Button>
      </SettingsRow>
      <KeptYears settings={settings} />
      <SettingsRow label={t('erasure.years')} hint={t('erasure.yearsText')}>
        <Years isReadOnly={isReadOnly} onErase={(year) => setWanted({ kind: 'year', year })} />
      </SettingsRow>
      <PastErasures />
      {wanted === null ? null : <ErasureDialog wanted={wanted} onClose={() => setWanted(null)} />}
    </SettingsSection>
  );
}

const KEPT_CHOICES = [0, 1, 2, 3, 5, 10];
const ALL = '';

function KeptYears({ settings: { keptYears } }: { settings: Settings }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const save = useSaveSettings();
  const isManaged = useManaged().lockedSettings.includes('keptYears');
  const choices = [...new Set([...KEPT_CHOICES, ...(keptYears === null ? [] : [keptYears])])];
  return (
    <SettingsRow label={t('erasure.kept')} hint={t('erasure.keptText')} isManaged={isManaged}>
      <NativeSelect
        aria-label={t('erasure.kept')}
        value={keptYears === null ? ALL : String(keptYears)}
        disabled={isReadOnly || isManaged}
        onChange={({ currentTarget: { value } }) =>
          save.mutate({ keptYears: value === ALL ? null : Number(value) })
        }
        data={[
          { value: ALL, label: t('erasure.keptNever') },
          ...choices
            .sort((a, b) => a - b)
            .map((count) => ({ value: String(count), label: t('erasure.keptYears', { count }) })),
        ]}
      />
    </SettingsRow>
  );
}

interface YearsProps {
  readonly isReadOnly: boolean;
  readonly onErase: (year: SchoolYearHere) => void;
}

function Years({ isReadOnly, onErase }: YearsProps) {
  const { t } = useTranslation();
  const { data: years = [] } = useQuery(engine.erasure.years.queryOptions());
  if (years.length === 0) return <p className="settings-hint">{t('erasure.yearsNone')}</p>;
  return (
    <ul className="erasure-list" aria-label={t('erasure.yearsHere')}>
      {years.map((year) => (
        <li key={year.id} data-testid="school-year">
          <span>
            {year.label}
            <span className="settings-hint erasure-note">
              {[
                t('erasure.yearCopies', { count: year.submissionCount }),
                ...(year.isRunning ? [t('erasure.yearRunning')] : []),
                ...(year.isDue ? [t('erasure.yearDue')] : []),
              ].join(', ')}
            </span>
          </span>
          {year.isRunning ? null : (
            <Button
              variant="default"
              size="compact-sm"
              disabled={isReadOnly}
              aria-label={t('erasure.yearEraseNamed', { label: year.label })}
              onClick={() => onErase(year)}
            >
              {t('erasure.yearErase')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
