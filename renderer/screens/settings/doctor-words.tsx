import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BrokenDocument, DoctorReport } from '../../../preload/contract/index.ts';
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
    ...repairsOf(report.repaired).map(([what, count]) => t(`settings.safety.${what}`, { count })),
    ...(missingBlobs > 0 ? [t('settings.safety.missing', { count: missingBlobs })] : []),
    ...(corruptBlobs > 0 ? [t('settings.safety.corrupt', { count: corruptBlobs })] : []),
    t('settings.safety.blobs', { count: report.blobCount, size: formats.size(report.blobBytes) }),
    ...(report.strayBlobs > 0
      ? [t('settings.safety.strays', { count: report.strayBlobs, size: formats.size(report.strayBytes) })]
      : []),
    ...(report.strangePolicy.length > 0
      ? [
          t('settings.safety.strangePolicy', {
            count: report.strangePolicy.length,
            fields: report.strangePolicy.join(', '),
          }),
        ]
      : []),
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
      <BrokenDocuments documents={report.brokenDocuments} />
      {databaseProblems.length === 0 ? null : (
        <details>
          <summary>{t('settings.safety.details')}</summary>
          <pre>{databaseProblems.join('\n')}</pre>
        </details>
      )}
    </div>
  );
}

/** What a repair has done, without what it has not. */
function repairsOf(repaired: DoctorReport['repaired']) {
  const { remade = 0, toFetch = 0, forgotten = 0 } = repaired ?? {};
  const repairs = [
    ['remade', remade],
    ['toFetch', toFetch],
    ['forgotten', forgotten],
  ] as const;
  return repairs.filter(([, count]) => count > 0);
}

/** Each broken document: its name, where it hangs, and what helps. */
function BrokenDocuments({ documents }: { documents: readonly BrokenDocument[] }) {
  const { t } = useTranslation();
  if (documents.length === 0) return null;
  return (
    <ul className="settings-broken">
      {documents.map(({ sha256, name, usedIn, remedy }) => (
        <li key={sha256}>
          <strong>
            {[
              name || t('settings.safety.nameless'),
              ...usedIn.map(({ kind, label }) => t(`settings.safety.place.${kind}`, { label })),
            ].join(', ')}
          </strong>
          <br />
          {t(`settings.safety.remedy.${remedy}`)}
        </li>
      ))}
    </ul>
  );
}
