import { useTranslation } from 'react-i18next';
import type { SyncSession } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** 24 exchanges: about two school weeks at a few a day. */
const MAX_BARS = 24;
const BAR_WIDTH = 14;
const STEP = 22;
/** Heights in the drawing's own units: bytes sent above the line, bytes received below it, requests under both. */
const UP = 44;
const DOWN = 44;
const REQUESTS = 24;
const GAP = 20;
const LEFT = 76;

/** Bytes and requests of the latest exchanges, oldest on the left. The table below says the same in figures. */
export function TrafficPlot({ sessions }: { sessions: readonly SyncSession[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shown = sessions.slice(0, MAX_BARS).toReversed();
  const most = {
    up: Math.max(1, ...shown.map(({ bytesUp }) => bytesUp)),
    down: Math.max(1, ...shown.map(({ bytesDown }) => bytesDown)),
    requests: Math.max(1, ...shown.map(({ requests }) => requests)),
  };
  const width = LEFT + MAX_BARS * STEP;
  const height = UP + DOWN + GAP + REQUESTS + 4;
  const label = t('sync.plot.label', {
    count: shown.length,
    up: formats.size(most.up),
    down: formats.size(most.down),
    requests: formats.count(most.requests),
  });
  return (
    <svg className="sync-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <text x={LEFT - 10} y={UP - 8} className="sync-plot-word">
        {t('sync.plot.up')}
      </text>
      <text x={LEFT - 10} y={UP + 18} className="sync-plot-word">
        {t('sync.plot.down')}
      </text>
      <text x={LEFT - 10} y={height - 6} className="sync-plot-word">
        {t('sync.plot.requests')}
      </text>
      <path className="sync-plot-axis" d={`M${LEFT} ${UP + 0.5}H${width}M${LEFT} ${height - 1.5}H${width}`} />
      {shown.map((session, index) => (
        <Bars
          key={session.id}
          session={session}
          most={most}
          x={LEFT + index * STEP + (STEP - BAR_WIDTH) / 2}
          baseline={height - 2}
        />
      ))}
    </svg>
  );
}

interface BarsProps {
  readonly session: SyncSession;
  readonly most: { readonly up: number; readonly down: number; readonly requests: number };
  readonly x: number;
  readonly baseline: number;
}

function Bars({ session, most, x, baseline }: BarsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  // One scale for both directions: a byte is as tall going up as coming down.
  const mostBytes = Math.max(most.up, most.down);
  const up = height(session.bytesUp, mostBytes, UP);
  const down = height(session.bytesDown, mostBytes, DOWN);
  const requests = height(session.requests, most.requests, REQUESTS);
  return (
    <g>
      <title>
        {t('sync.plot.bar', {
          when: formats.dateTime(session.startedAt),
          up: formats.size(session.bytesUp),
          down: formats.size(session.bytesDown),
          requests: formats.count(session.requests),
        })}
      </title>
      <rect className="sync-plot-up" x={x} y={UP - up} width={BAR_WIDTH} height={up} />
      <rect className="sync-plot-down" x={x} y={UP + 1} width={BAR_WIDTH} height={down} />
      <rect
        className="sync-plot-requests"
        x={x}
        y={baseline - requests}
        width={BAR_WIDTH}
        height={requests}
      />
    </g>
  );
}

/** By the square root, so that a big exchange does not flatten the small ones; never less than a visible line. */
function height(value: number, most: number, full: number): number {
  return value === 0 ? 0 : Math.max(1.5, Math.sqrt(value / most) * full);
}
