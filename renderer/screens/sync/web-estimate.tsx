import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncSession } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** Measured on a Moodle 5.1: its web grader asks 505 to 542 requests for a class of 35. */
const WEB_REQUESTS_PER_COPY = 15;
/** And sends it 43.6 MB, where each copy is a scanned page of 2.1 MB. */
const WEB_BYTES_PER_COPY = 1_245_000;

/** What the same work asks of an ENT by its web pages; 0 where nothing was measured to compare with. */
export function webRequests({ copiesReturned }: Pick<SyncSession, 'copiesReturned'>): number {
  return copiesReturned * WEB_REQUESTS_PER_COPY;
}

/** The same copies by the web, in one sentence, and how that is computed once it is opened. */
export function WebEstimate({ sessions }: { sessions: readonly SyncSession[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const graded = sessions.filter(({ copiesReturned }) => copiesReturned > 0);
  if (graded.length === 0) return null;
  const copies = graded.reduce((sum, { copiesReturned }) => sum + copiesReturned, 0);
  const ours = graded.reduce((sum, { requests }) => sum + requests, 0);
  return (
    <details className="sync-group sync-web" data-testid="sync-web">
      <summary className="sync-group-line">
        <IconChevronRight className="sync-group-chevron" size={16} aria-hidden />
        <span>
          {t('sync.web.sentence', {
            count: copies,
            ours: formats.count(ours),
            web: formats.count(copies * WEB_REQUESTS_PER_COPY),
            bytes: formats.size(copies * WEB_BYTES_PER_COPY),
          })}
        </span>
        <span className="sync-quiet">{t('sync.web.how')}</span>
      </summary>
      <p className="sync-note">
        {t('sync.web.measured', {
          perCopy: WEB_REQUESTS_PER_COPY,
          bytesPerCopy: formats.size(WEB_BYTES_PER_COPY),
        })}
      </p>
      <p className="sync-note">{t('sync.web.counted')}</p>
    </details>
  );
}
