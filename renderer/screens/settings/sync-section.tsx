import { Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Allowance, Settings } from '../../../preload/contract/index.ts';
import { settings as settingsSchema } from '../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useManaged } from '../../app/use-managed.ts';
import { SettingsRow, SettingsSection } from './settings-section.tsx';
import { useSaveSettings } from './use-save-settings.ts';

const ALLOWANCES: readonly Allowance[] = ['all', 'text', 'nothing'];
const USUAL_QUIET = { from: '22:00', to: '06:00' };

/** When Cartable may speak to the ENT by itself. These wishes can only be stricter than the ENT's. */
export function SyncSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const { mutate: save } = useSaveSettings();
  const { lockedSettings } = useManaged();
  const isManaged = (name: keyof Settings) => lockedSettings.includes(name);
  const isOff = isReadOnly || !settings.automaticSync;
  return (
    <SettingsSection title={t('settings.sync.title')}>
      <SettingsRow
        label={t('settings.sync.automatic')}
        hint={t('settings.sync.automaticHint')}
        isManaged={isManaged('automaticSync')}
      >
        <Switch
          checked={settings.automaticSync}
          disabled={isReadOnly || isManaged('automaticSync')}
          label={t(settings.automaticSync ? 'settings.sync.on' : 'settings.sync.off')}
          aria-label={t('settings.sync.automatic')}
          onChange={(event) => save({ automaticSync: event.currentTarget.checked })}
        />
      </SettingsRow>
      <SettingsRow label={t('settings.sync.quiet')} hint={t('settings.sync.quietHint')}>
        <QuietHours key={JSON.stringify(settings.quietHours)} {...{ settings, isOff }} onSave={save} />
      </SettingsRow>
      {(['syncOnBattery', 'syncOnMetered'] as const).map((name) => (
        <SettingsRow
          key={name}
          label={t(`settings.sync.${name}`)}
          hint={t(`settings.sync.${name}Hint`)}
          isManaged={isManaged(name)}
        >
          <Radio.Group
            aria-label={t(`settings.sync.${name}`)}
            value={settings[name]}
            onChange={(value) => save({ [name]: ALLOWANCES.find((one) => one === value) ?? 'text' })}
          >
            <Stack gap="xs">
              {ALLOWANCES.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  disabled={isOff || isManaged(name)}
                  label={t(`settings.sync.allow.${one}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        </SettingsRow>
      ))}
      <SettingsRow
        label={t('settings.sync.pace')}
        hint={t('settings.sync.paceHint')}
        isManaged={isManaged('syncKilobitsPerS')}
      >
        <Pace
          key={settings.syncKilobitsPerS}
          settings={settings}
          isReadOnly={isReadOnly || isManaged('syncKilobitsPerS')}
          onSave={save}
        />
      </SettingsRow>
    </SettingsSection>
  );
}

type Save = (change: Partial<Settings>) => void;

/** Two clock times, once a teacher wants quiet hours. */
function QuietHours({ settings, isOff, onSave }: { settings: Settings; isOff: boolean; onSave: Save }) {
  const { t } = useTranslation();
  const { quietHours } = settings;
  const set = (change: Partial<typeof USUAL_QUIET>) => {
    const wanted = settingsSchema.shape.quietHours.safeParse({ ...USUAL_QUIET, ...quietHours, ...change });
    if (wanted.success) onSave({ quietHours: wanted.data });
  };
  return (
    <>
      <Switch
        checked={quietHours !== null}
        disabled={isOff}
        label={t(quietHours === null ? 'settings.sync.off' : 'settings.sync.on')}
        aria-label={t('settings.sync.quiet')}
        onChange={(event) => onSave({ quietHours: event.currentTarget.checked ? USUAL_QUIET : null })}
      />
      {quietHours === null ? null : (
        <div className="settings-hours">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(`settings.sync.${end}`)}
              defaultValue={quietHours[end]}
              disabled={isOff}
              onBlur={(event) => {
                if (event.currentTarget.value !== quietHours[end]) set({ [end]: event.currentTarget.value });
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** Saved when the field is left or Enter is pressed; empty is no limit. */
function Pace({ settings, isReadOnly, onSave }: { settings: Settings; isReadOnly: boolean; onSave: Save }) {
  const { t } = useTranslation();
  const known = settings.syncKilobitsPerS;
  const [text, setText] = useState(known === null ? '' : String(known));
  const wanted = settingsSchema.shape.syncKilobitsPerS.safeParse(text.trim() === '' ? null : Number(text));
  const save = () => {
    if (wanted.success && wanted.data !== known) onSave({ syncKilobitsPerS: wanted.data });
  };
  return (
    <TextInput
      className="settings-pace"
      aria-label={t('settings.sync.pace')}
      inputMode="numeric"
      placeholder={t('settings.sync.paceNone')}
      value={text}
      disabled={isReadOnly}
      rightSection={<span className="settings-hint">{t('settings.sync.paceUnit')}</span>}
      rightSectionWidth={64}
      error={wanted.success ? undefined : t('settings.sync.paceInvalid')}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
