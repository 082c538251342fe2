import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../preload/contract/index.ts';
import { settings as settingsSchema } from '../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useIsAllowed, useManaged } from '../../app/use-managed.ts';
import { WatchedFolders } from '../../components/watched-folders/watched-folders.tsx';
import { SettingsRow, SettingsSection } from './settings-section.tsx';
import { useSaveSettings } from './use-save-settings.ts';

const QUALITIES: readonly Settings['quality'][] = ['screen', 'print', 'copy', 'original'];

/** How documents are made lighter, and how long their originals stay. */
export function DocumentsSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const save = useSaveSettings();
  const { lockedSettings } = useManaged();
  const isFoldersAllowed = useIsAllowed('watched-folders');
  const isQualityManaged = lockedSettings.includes('quality');
  const isKeepManaged = lockedSettings.includes('keepOriginalsDays');
  return (
    <SettingsSection title={t('settings.documents.title')}>
      <SettingsRow
        label={t('settings.documents.quality')}
        hint={t('settings.documents.qualityHint')}
        isManaged={isQualityManaged}
      >
        <Radio.Group
          aria-label={t('settings.documents.quality')}
          value={settings.quality}
          onChange={(value) => save.mutate({ quality: QUALITIES.find((one) => one === value) ?? 'screen' })}
        >
          <Stack gap="sm">
            {QUALITIES.map((quality) => (
              <Radio
                key={quality}
                value={quality}
                disabled={isReadOnly || isQualityManaged}
                label={t(`settings.documents.qualities.${quality}`)}
                description={t(`settings.documents.qualityTexts.${quality}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </SettingsRow>
      <SettingsRow
        label={t('settings.documents.folders')}
        hint={t('settings.documents.foldersHint')}
        isManaged={!isFoldersAllowed}
      >
        <WatchedFolders />
      </SettingsRow>
      <SettingsRow
        label={t('settings.documents.keep')}
        hint={t('settings.documents.keepHint')}
        isManaged={isKeepManaged}
      >
        <KeepDays
          key={settings.keepOriginalsDays}
          days={settings.keepOriginalsDays}
          isReadOnly={isReadOnly || isKeepManaged}
          onSave={save.mutate}
        />
      </SettingsRow>
    </SettingsSection>
  );
}

interface KeepDaysProps {
  readonly days: number;
  readonly isReadOnly: boolean;
  readonly onSave: (change: Partial<Settings>) => void;
}

/** Saved when the field is left or Enter is pressed; a wrong number stays in the field with the reason. */
function KeepDays({ days, isReadOnly, onSave }: KeepDaysProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(days));
  const wanted = settingsSchema.shape.keepOriginalsDays.safeParse(text.trim() === '' ? null : Number(text));
  const save = () => {
    if (wanted.success && wanted.data !== days) onSave({ keepOriginalsDays: wanted.data });
  };
  return (
    <TextInput
      className="settings-days"
      aria-label={t('settings.documents.keep')}
      inputMode="numeric"
      value={text}
      disabled={isReadOnly}
      rightSection={<span className="settings-hint">{t('settings.documents.keepDays')}</span>}
      rightSectionWidth={56}
      error={wanted.success ? undefined : t('settings.documents.keepInvalid')}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
