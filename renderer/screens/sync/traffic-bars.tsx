import { useTranslation } from 'react-i18next';
import type { TrafficDay } from '../../../preload/contract/index.ts';
import { TRAFFIC_DAYS } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { webRequests } from './web-estimate.tsx';

const STEP = 38;
const LEFT = 72;
/** Heights in the drawing's own units: figures over the bars of requests, then bytes sent above their line and received below it. */
const FIGURE = 14;
const REQUESTS = 60;
const GAP = 12;
const BYTES = 34;
const DAY = 20;
const BAR = 13;

/** Where things are, in the drawing's own units. */
export const DRAWING = {
  left: LEFT,
  step: STEP,
  width: LEFT + TRAFFIC_DAYS * STEP,
  height: FIGURE + REQUESTS + GAP + 2 * BYTES + DAY,
  requestsLine: FIGURE + REQUESTS,
  bytesLine: FIGURE + REQUESTS + GAP + BYTES,
} as const;

interface Most {
  readonly requests: number;
  readonly web: number;
  readonly bytes: number;
}

/** The tallest of each kind. */
export function mostOf(days: readonly TrafficDay[]): Most {
  return {
    requests: Math.max(...days.map(({ requests }) => requests)),
    web: Math.max(...days.map(webRequests)),
    bytes: Math.max(...days.flatMap(({ bytesUp, bytesDown }) => [bytesUp, bytesDown])),
  };
}

/** One day: our requests beside the web's on one true scale, with their figures; bytes by the square root below. */
export function DayBars({ traffic, most, x }: { traffic: TrafficDay; most: Most; x: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { requestsLine, bytesLine, height } = DRAWING;
  const web = webRequests(traffic);
  const middle = x + STEP / 2;
  const up = rootOf(traffic.bytesUp, most.bytes);
  const down = rootOf(traffic.bytesDown, most.bytes);
  const noon = Date.parse(`${traffic.day}T12:00:00Z`);
  return (
    <g>
      <title>
        {t(web === 0 ? 'sync.plot.bar' : 'sync.plot.barWeb', {
          when: formats.day(noon),
          requests: formats.count(traffic.requests),
          web: formats.count(web),
          up: formats.size(traffic.bytesUp),
          down: formats.size(traffic.bytesDown),
        })}
      </title>
      <rect className="sync-plot-hover" x={x} y={0} width={STEP} height={height} />
      <RequestBar
        value={traffic.requests}
        compared={traffic.returningRequests}
        most={most}
        right={web === 0 ? middle + BAR / 2 : middle - 1}
        look="ours"
      />
      <RequestBar value={web} compared={web} most={most} right={middle + 1 + BAR} look="web" />
      <rect className="sync-plot-ours" x={middle - BAR / 2} y={bytesLine - up} width={BAR} height={up} />
      <rect className="sync-plot-down" x={middle - BAR / 2} y={bytesLine + 1} width={BAR} height={down} />
      <text x={middle} y={height - 4} className="sync-plot-day">
        {Number(traffic.day.slice(-2))}
      </text>
      <path className="sync-plot-axis" d={`M${middle} ${requestsLine}v3`} />
    </g>
  );
}

interface RequestBarProps {
  readonly value: number;
  /** The part that the web's bar compares with; the rest stands on it, paler. */
  readonly compared: number;
  readonly most: Most;
  readonly right: number;
  readonly look: 'ours' | 'web';
}

/** By a true scale: what the web asks is not made to look like less than it is. */
function RequestBar({ value, compared, most, right, look }: RequestBarProps) {
  const formats = useFormats();
  if (value === 0) return null;
  const tall = Math.max(1.5, (value / Math.max(most.requests, most.web)) * REQUESTS);
  const foot = (compared / value) * tall;
  const top = DRAWING.requestsLine - tall;
  return (
    <>
      <rect className="sync-plot-rest" x={right - BAR} y={top} width={BAR} height={tall - foot} />
      <rect
        className={`sync-plot-${look}`}
        x={right - BAR}
        y={DRAWING.requestsLine - foot}
        width={BAR}
        height={foot}
      />
      <text x={right - BAR / 2} y={top - 3} className="sync-plot-figure">
        {formats.count(value)}
      </text>
    </>
  );
}

/** By the square root, so that a big exchange does not flatten the small ones; never less than a visible line. */
function rootOf(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(1.5, Math.sqrt(value / most) * BYTES);
}
