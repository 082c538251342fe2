import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TrafficDay } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { DayBars, DRAWING, mostOf } from './traffic-bars.tsx';
import { webRequests } from './web-estimate.tsx';

/** Requests beside those of the web, and bytes, day by day; the same in one sentence, and in figures once it is opened. */
export function TrafficPlot({ days }: { days: readonly TrafficDay[] }) {
  const { t } = useTranslation();
  const summary = useSummary(days);
  const { width, height, left, step } = DRAWING;
  const most = mostOf(days);
  return (
    <figure className="sync-traffic" data-testid="sync-traffic">
      <figcaption>
        <h3 className="sync-traffic-title">{t('sync.plot.title', { count: days.length })}</h3>
        <p className="sync-note">{summary}</p>
        <p className="sync-legend" aria-hidden>
          {most.web === 0 ? null : <span className="sync-legend-ours">{t('sync.plot.ours')}</span>}
          <span className="sync-legend-rest">{t('sync.plot.rest')}</span>
          {most.web === 0 ? null : <span className="sync-legend-web">{t('sync.plot.web')}</span>}
        </p>
      </figcaption>
      <svg className="sync-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
        <PlotWords />
        {days.map((day, index) => (
          <DayBars key={day.day} traffic={day} most={most} x={left + index * step} />
        ))}
      </svg>
      <Figures days={days} />
    </figure>
  );
}

/** All of it in one sentence: what is drawn, for whoever does not see it. */
function useSummary(days: readonly TrafficDay[]): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const sumOf = (value: (day: TrafficDay) => number) => days.reduce((sum, day) => sum + value(day), 0);
  const web = sumOf(webRequests);
  return t(web === 0 ? 'sync.plot.labelAlone' : 'sync.plot.label', {
    requests: formats.count(sumOf(({ requests }) => requests)),
    up: formats.size(sumOf(({ bytesUp }) => bytesUp)),
    down: formats.size(sumOf(({ bytesDown }) => bytesDown)),
    ours: formats.count(sumOf(({ returningRequests }) => returningRequests)),
    web: formats.count(web),
  });
}

function PlotWords() {
  const { t } = useTranslation();
  const { width, left, requestsLine, bytesLine } = DRAWING;
  return (
    <>
      <text x={left - 10} y={requestsLine - 6} className="sync-plot-word">
        {t('sync.plot.requests')}
      </text>
      <text x={left - 10} y={bytesLine - 8} className="sync-plot-word">
        {t('sync.plot.up')}
      </text>
      <text x={left - 10} y={bytesLine + 18} className="sync-plot-word">
        {t('sync.plot.down')}
      </text>
      <path
        className="sync-plot-axis"
        d={`M${left} ${requestsLine + 0.5}H${width}M${left} ${bytesLine + 0.5}H${width}`}
      />
    </>
  );
}

/** The days that had an exchange, latest first. */
function Figures({ days }: { days: readonly TrafficDay[] }) {
  const { t } = useTranslation();
  const columns = ['exchanges', 'requests', 'web', 'up', 'down'] as const;
  return (
    <details className="sync-group">
      <summary className="sync-group-line">
        <IconChevronRight className="sync-group-chevron" size={16} aria-hidden />
        <span>{t('sync.plot.figures')}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrolled by the keyboard too */}
      <section className="sync-table-scroll" tabIndex={0} aria-label={t('sync.plot.figures')}>
        <table className="sync-table">
          <thead>
            <tr>
              <th scope="col">{t('sync.plot.day')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="sync-number">
                  {column === 'exchanges' ? t('sync.plot.exchanges') : t(`sync.history.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days
              .filter(({ sessionCount }) => sessionCount > 0)
              .toReversed()
              .map((day) => (
                <FigureRow key={day.day} traffic={day} />
              ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function FigureRow({ traffic }: { traffic: TrafficDay }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const web = webRequests(traffic);
  const cells = {
    exchanges: formats.count(traffic.sessionCount),
    requests: formats.count(traffic.requests),
    web: web === 0 ? t('sync.history.nothing') : t('sync.history.about', { requests: formats.count(web) }),
    up: formats.size(traffic.bytesUp),
    down: formats.size(traffic.bytesDown),
  };
  return (
    <tr>
      <th scope="row">{formats.day(Date.parse(`${traffic.day}T12:00:00Z`))}</th>
      {Object.entries(cells).map(([name, words]) => (
        <td key={name} className="sync-number">
          {words}
        </td>
      ))}
    </tr>
  );
}
