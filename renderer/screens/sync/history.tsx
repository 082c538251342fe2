import { Title } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconHandStop, IconPlayerPause, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncSession, TrafficDay } from '../../../preload/contract/index.ts';
import { useErrorWords } from '../../app/use-app-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { TrafficPlot } from './traffic-plot.tsx';
import { WebEstimate, webRequests } from './web-estimate.tsx';

const OUTCOME_ICONS = {
  running: IconRefresh,
  done: IconCheck,
  cancelled: IconHandStop,
  failed: IconAlertCircle,
  interrupted: IconPlayerPause,
};

/** Those after the outcome. */
const COUNTED_COLUMNS = 7;

interface Props {
  readonly sessions: readonly SyncSession[];
  /** Empty as long as they are not known. */
  readonly days: readonly TrafficDay[];
}

/** Each exchange with its requests and bytes, newest first, and a plot of the latest days. */
export function History({ sessions, days }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="sync-history">
      <Title order={2} id="sync-history">
        {t('sync.history.title')}
      </Title>
      {sessions.length === 0 ? (
        <EmptyState text={t('sync.history.none')} />
      ) : (
        <>
          {days.some(({ sessionCount }) => sessionCount > 0) ? <TrafficPlot days={days} /> : null}
          <WebEstimate sessions={sessions} />
          <HistoryTable sessions={sessions} />
        </>
      )}
    </section>
  );
}

function HistoryTable({ sessions }: { sessions: readonly SyncSession[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrolled by the keyboard too
    <section className="sync-table-scroll" tabIndex={0} aria-label={t('sync.history.caption')}>
      <table className="sync-table">
        <caption className="visually-hidden">{t('sync.history.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sync.history.when')}</th>
            <th scope="col">{t('sync.history.outcome')}</th>
            <th scope="col" className="sync-number">
              {t('sync.history.requests')}
            </th>
            <th scope="col" className="sync-number">
              {t('sync.history.web')}
            </th>
            <th scope="col" className="sync-number">
              {t('sync.history.up')}
            </th>
            <th scope="col" className="sync-number">
              {t('sync.history.down')}
            </th>
            <th scope="col">{t('sync.history.edits')}</th>
            <th scope="col">{t('sync.history.documents')}</th>
            <th scope="col" className="sync-number">
              {t('sync.history.duration')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <HistoryRow key={session.id} session={session} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HistoryRow({ session }: { session: SyncSession }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { startedAt, outcome } = session;
  // It is counted at its end: of one that still runs, or was killed, nothing is claimed.
  const isCounted = outcome !== 'running' && outcome !== 'interrupted';
  return (
    <tr>
      <th scope="row">{formats.dateTime(startedAt)}</th>
      <td>
        <OutcomeMark session={session} />
        {session.copiesLeftOut === 0 ? null : (
          <p className="sync-left-out">{t('sync.history.leftOut', { count: session.copiesLeftOut })}</p>
        )}
        {session.namelessRows === 0 ? null : (
          <p className="sync-left-out">{t('sync.history.nameless', { count: session.namelessRows })}</p>
        )}
      </td>
      {isCounted ? (
        <CountedCells session={session} />
      ) : (
        <td colSpan={COUNTED_COLUMNS}>{t('sync.history.uncounted')}</td>
      )}
    </tr>
  );
}

function CountedCells({ session }: { session: SyncSession }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { startedAt, endedAt } = session;
  return (
    <>
      <td className="sync-number">{formats.count(session.requests)}</td>
      <td className="sync-number">
        {session.copiesReturned === 0
          ? t('sync.history.nothing')
          : t('sync.history.about', { requests: formats.count(webRequests(session)) })}
      </td>
      <td className="sync-number">{formats.size(session.bytesUp)}</td>
      <td className="sync-number">{formats.size(session.bytesDown)}</td>
      <td>
        {t('sync.history.editsCell', {
          sent: formats.count(session.editsSent),
          received: formats.count(session.changesReceived),
        })}
      </td>
      <td>
        {session.documentsSent + session.documentsReceived === 0
          ? t('sync.history.nothing')
          : t('sync.history.documentsCell', {
              sent: formats.count(session.documentsSent),
              received: formats.count(session.documentsReceived),
            })}
      </td>
      <td className="sync-number">
        {endedAt === null ? t('sync.history.nothing') : formats.duration(endedAt - startedAt)}
      </td>
    </>
  );
}

function OutcomeMark({ session }: { session: SyncSession }) {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const Icon = OUTCOME_ICONS[session.outcome];
  const words = session.outcome === 'failed' ? failureWords() : t(`sync.outcome.${session.outcome}`);
  function failureWords(): string {
    if (session.error === null) return t('sync.outcome.failedPlain');
    return t('sync.outcome.failed', { reason: wordsOf(session.error).title });
  }
  return (
    <span className="sync-outcome" data-outcome={session.outcome}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {words}
    </span>
  );
}
