import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DoctorReport } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** What the check found, in words; the database's own messages stay folded away. */
export function DoctorWords({ report }: { report: DoctorReport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { isHealthy, databaseProblems, missingBlobs, corruptBlobs } = report;
  const Icon = isHealthy ? IconCircleCheck : IconAlertTriangle;
  const findings = [
    ...(databaseProblems.length > 0
      ? [t('settings.safety.database', { count: databaseProblems.length })]
      : []),
    ...(missingBlobs > 0 ? [t('settings.safety.missing', { count: missingBlobs })] : []),
    ...(corruptBlobs > 0 ? [t('settings.safety.corrupt', { count: corruptBlobs })] : []),
    t('settings.safety.blobs', { count: report.blobCount, size: formats.size(report.blobBytes) }),
    t('settings.safety.waiting', { count: report.waitingCount }),
    t('settings.safety.checkedAt', { when: formats.dateTime(report.checkedAt) }),
  ];
  return (
    <div className="settings-doctor" data-healthy={isHealthy}>
      <p className="settings-doctor-verdict">
        <Icon size={18} aria-hidden />
        {isHealthy ? t('settings.safety.healthy') : t('settings.safety.unhealthy')}
      </p>
      <ul>
        {findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
      {databaseProblems.length === 0 ? null : (
        <details>
          <summary>{t('settings.safety.details')}</summary>
          <pre>{databaseProblems.join('\n')}</pre>
        </details>
      )}
    </div>
  );
}
