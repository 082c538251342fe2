import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bridge } from '../../app/bridge.ts';
import { engineClient } from '../../app/engine.ts';
import { useManaged } from '../../app/use-managed.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { SettingsRow } from './settings-section.tsx';

/** A file for whoever helps the teacher, with nothing personal in it; it goes nowhere by itself. */
export function SupportFile() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { allowsDiagnostics: isAllowed } = useManaged();
  const write = useMutation({
    mutationFn: async () => {
      const path = await bridge().chooseSavePath(t('settings.safety.supportFileName'));
      return path === null ? null : { path, ...(await engineClient.settings.writeSupportFile({ path })) };
    },
  });
  const done = write.data ?? null;
  return (
    <SettingsRow
      label={t('settings.safety.support')}
      hint={t('settings.safety.supportText')}
      isManaged={!isAllowed}
    >
      <Button
        variant="default"
        onClick={() => write.mutate()}
        loading={write.isPending}
        disabled={!isAllowed}
        data-testid="support-file"
      >
        {t('settings.safety.supportButton')}
      </Button>
      <p role="status" className="settings-result">
        {write.isPending ? t('settings.safety.supportRunning') : null}
        {done === null
          ? null
          : t('settings.safety.supportDone', { size: formats.size(done.sizeBytes), path: done.path })}
      </p>
      <ErrorNotice error={write.error} />
    </SettingsRow>
  );
}
