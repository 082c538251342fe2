import { useTranslation } from 'react-i18next';

const BAR = 12;
const STEP = 14;
const HEIGHT = 48;
const AXIS = 14;
const TICKS = [0, 5, 10, 15, 20];

interface Props {
  /** Number of students by band of one point out of 20. */
  readonly distribution: readonly number[];
  readonly averageTimes100: number | null;
}

/** How many students have an average in each point out of 20; a mark stands at the class's average. */
export function DistributionPlot({ distribution, averageTimes100 }: Props) {
  const { t } = useTranslation();
  const most = Math.max(1, ...distribution);
  const width = distribution.length * STEP;
  const bands = distribution.flatMap((count, from) =>
    count === 0 ? [] : [t('classes.summary.band', { count, from, to: from + 1 })],
  );
  const label = t('classes.summary.distributionLabel', {
    bands: bands.join(', ') || t('classes.summary.noBand'),
  });
  return (
    <figure className="classes-plot">
      <svg
        viewBox={`-6 0 ${width + 12} ${HEIGHT + AXIS}`}
        width={width + 12}
        height={HEIGHT + AXIS}
        role="img"
        aria-label={label}
      >
        {distribution.map((count, from) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a band is its index
          <g key={from}>
            <title>{t('classes.summary.band', { count, from, to: from + 1 })}</title>
            <rect className="classes-plot-ground" x={from * STEP} y={0} width={STEP} height={HEIGHT} />
            <rect
              className="classes-plot-bar"
              x={from * STEP + (STEP - BAR) / 2}
              y={HEIGHT - (count / most) * HEIGHT}
              width={BAR}
              height={(count / most) * HEIGHT}
            />
          </g>
        ))}
        <path className="classes-plot-axis" d={`M0 ${HEIGHT + 0.5}H${width}`} />
        {averageTimes100 === null ? null : (
          <path className="classes-plot-average" d={`M${(averageTimes100 / 100) * STEP} 0V${HEIGHT + 4}`} />
        )}
        {TICKS.map((tick) => (
          <text key={tick} className="classes-plot-tick" x={tick * STEP} y={HEIGHT + AXIS - 1}>
            {tick}
          </text>
        ))}
      </svg>
      <figcaption className="classes-quiet">{t('classes.summary.distribution')}</figcaption>
    </figure>
  );
}
