import { useTranslation } from 'react-i18next';
import { useDayWords } from '../use-week-words.ts';
import { startOfWeek } from '../week.ts';
import { scaleOf } from './day-loads.ts';
import './load.css';
import { useDayLoads } from './use-day-loads.ts';
import { useLoadWords } from './use-load-words.ts';

const BAR = 18;
const STEP = 26;
const HEIGHT = 32;
const AXIS = 14;

interface Props {
  readonly classGroupId: string;
  /** The day that is meant, marked. */
  readonly dueAt: number;
}

/** What a class has to do that week, a bar a day, so that work is not heaped on a day that is full. */
export function LoadPlot({ classGroupId, dueAt }: Props) {
  const { t } = useTranslation();
  const words = useDayWords();
  const loadWords = useLoadWords();
  const loads = useDayLoads(startOfWeek(dueAt), classGroupId);
  // A plot of nothing but the day itself has nothing to warn of.
  if (loads === null || loads.every(({ count }) => count === 0)) return null;
  const shown = loads.filter(({ day, count }) => day.index < 5 || count > 0);
  const scale = scaleOf(loads);
  const said = shown
    .filter(({ count }) => count > 0)
    .map((load) => t('lessons.load.day', { day: words.long(load.day.startsAt), load: loadWords(load) }));
  return (
    <figure className="load-plot" data-testid="load-plot">
      <svg
        viewBox={`0 0 ${shown.length * STEP} ${HEIGHT + AXIS}`}
        width={shown.length * STEP}
        height={HEIGHT + AXIS}
        role="img"
        aria-label={t('lessons.load.label', { days: said.join(', ') })}
      >
        {shown.map((load, index) => {
          const height = (load.minutes / scale) * HEIGHT;
          const isDue = dueAt >= load.day.startsAt && dueAt < load.day.endsAt;
          const x = index * STEP + (STEP - BAR) / 2;
          return (
            <g key={load.day.index} data-due={isDue || undefined} data-minutes={load.minutes}>
              <title>
                {t('lessons.load.day', {
                  day: words.long(load.day.startsAt),
                  load: loadWords(load) || t('lessons.load.nothing'),
                })}
              </title>
              <rect className="load-ground" x={x} y={0} width={BAR} height={HEIGHT} />
              <rect className="load-bar" x={x} y={HEIGHT - height} width={BAR} height={height} />
              {load.unsaidCount === 0 ? null : (
                <circle className="load-unsaid" cx={x + BAR / 2} cy={5} r={2.5} />
              )}
              <text className="load-day" x={x + BAR / 2} y={HEIGHT + AXIS - 2}>
                {words.short(load.day.startsAt).slice(0, 1)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>{t('lessons.load.title')}</figcaption>
    </figure>
  );
}
