import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bridge } from '../../app/bridge.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { useIsAllowed } from '../../app/use-managed.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { BackupFile } from './backup-file.tsx';
import { DoctorWords } from './doctor-words.tsx';
import { SettingsRow, SettingsSection } from './settings-section.tsx';
import { SupportFile } from './support-file.tsx';

/** A verified copy elsewhere, and a check of what is here. */
export function SafetySection() {
  const { t } = useTranslation();
  return (
    <SettingsSection title={t('settings.safety.title')}>
      <BackUp />
      <BackupFile />
      <Doctor />
      <SupportFile />
    </SettingsSection>
  );
}

function BackUp() {
  const { t } = useTranslation();
  const formats = useFormats();
  const isAllowed = useIsAllowed('back-up');
  const backUp = useMutation({
    mutationFn: async () => {
      const directory = await bridge().chooseFolder();
      return directory === null ? null : engineClient.settings.backUp({ directory });
    },
  });
  const done = backUp.data ?? null;
  const backUpWords = ({
    sizeBytes,
    path,
    leftOutCount,
  }: {
    sizeBytes: number;
    path: string;
    leftOutCount: number;
  }) =>
    [
      `${t('settings.safety.backUpDone', { size: formats.size(sizeBytes), path })}.`,
      ...(leftOutCount > 0 ? [t('settings.safety.backUpLeftOut', { count: leftOutCount })] : []),
    ].join(' ');
  return (
    <SettingsRow
      label={t('settings.safety.backUp')}
      hint={t('settings.safety.backUpText')}
      isManaged={!isAllowed}
    >
      <Button
        variant="default"
        onClick={() => backUp.mutate()}
        loading={backUp.isPending}
        disabled={!isAllowed}
      >
        {t('settings.safety.backUpButton')}
      </Button>
      <p role="status" className="settings-result">
        {backUp.isPending ? t('settings.safety.backUpRunning') : null}
        {done === null ? null : backUpWords(done)}
      </p>
      <ErrorNotice error={backUp.error} />
    </SettingsRow>
  );
}

function Doctor() {
  const { t } = useTranslation();
  const doctor = useMutation({ ...engine.settings.doctor.mutationOptions(), gcTime: 0 });
  const repair = useMutation({ ...engine.settings.repair.mutationOptions(), gcTime: 0 });
  const report = repair.data ?? doctor.data;
  const canRepair = report?.brokenDocuments.some(({ remedy }) => remedy !== 'none') ?? false;
  const check = () => {
    repair.reset();
    doctor.mutate(undefined);
  };
  return (
    <SettingsRow label={t('settings.safety.doctor')} hint={t('settings.safety.doctorText')}>
      <Button variant="default" onClick={check} loading={doctor.isPending} disabled={repair.isPending}>
        {t('settings.safety.doctorButton')}
      </Button>
      <div role="status" className="settings-result">
        {doctor.isPending ? t('settings.safety.doctorRunning') : null}
        {repair.isPending ? t('settings.safety.repairRunning') : null}
        {report === undefined ? null : <DoctorWords report={report} />}
      </div>
      {canRepair ? (
        <Button variant="default" onClick={() => repair.mutate(undefined)} loading={repair.isPending}>
          {t('settings.safety.repair')}
        </Button>
      ) : null}
      <ErrorNotice error={repair.error ?? doctor.error} />
    </SettingsRow>
  );
}
