import { useTranslation } from 'react-i18next';
import type { CourseStep } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { type CoursePoint, isDraft, pointsOf } from './course-points.ts';

const WIDTH = 660;
const HEIGHT = 160;
const AXIS = 18;
const TICKS = [0, 5, 10, 15, 20];

const x = ({ share }: CoursePoint) => share * WIDTH;
/** An average above 20 by bonus points is no grade: a grade is at most its maximum. */
const y = (of20Times100: number) => HEIGHT - (of20Times100 / 2000) * HEIGHT;
const line = (points: readonly CoursePoint[]) =>
  points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point)} ${y(point.of20Times100)}`).join('');

/** The student's grades over time (full; hollow while students cannot read them) beside the class's medians (dashed). */
export function CoursePlot({ steps }: { steps: readonly CourseStep[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { grades, medians } = pointsOf(steps);
  if (grades.length === 0) return <p className="course-class">{t('classes.course.noGrade')}</p>;
  const dates = [...grades, ...medians].map(({ share, step }) => ({ share, at: step.assignment.dueAt ?? 0 }));
  const ends = [dates.find(({ share }) => share === 0), dates.find(({ share }) => share === 1)];
  const words = (point: CoursePoint) =>
    `${point.step.assignment.title}, ${formats.grade(point.of20Times100, 2000)}`;
  return (
    <figure className="course-plot">
      <svg
        viewBox={`-24 -8 ${WIDTH + 32} ${HEIGHT + AXIS + 12}`}
        role="img"
        aria-label={t('classes.course.plotLabel', { grades: grades.map(words).join(' · ') })}
      >
        {TICKS.map((tick) => (
          <g key={tick}>
            <path className="course-plot-line" d={`M0 ${y(tick * 100)}H${WIDTH}`} />
            <text className="classes-plot-tick course-plot-value" x={-8} y={y(tick * 100) + 4}>
              {tick}
            </text>
          </g>
        ))}
        <path className="course-plot-median" d={line(medians)} />
        {medians.map((point) => (
          <rect
            key={point.step.assignment.id}
            className="course-plot-middle"
            x={x(point) - 3}
            y={y(point.of20Times100) - 3}
            width={6}
            height={6}
          >
            <title>{`${t('classes.course.classMedian')} · ${words(point)}`}</title>
          </rect>
        ))}
        <path className="course-plot-grade" d={line(grades)} />
        {grades.map((point) => (
          <circle
            key={point.step.assignment.id}
            className="course-plot-point"
            data-draft={isDraft(point.step, now) || undefined}
            cx={x(point)}
            cy={y(point.of20Times100)}
            r={5}
          >
            <title>{words(point)}</title>
          </circle>
        ))}
        {ends.map((end) =>
          end === undefined ? null : (
            <text
              key={end.share}
              className="classes-plot-tick"
              style={{ textAnchor: end.share === 0 ? 'start' : 'end' }}
              x={end.share * WIDTH}
              y={HEIGHT + AXIS}
            >
              {formats.date(end.at)}
            </text>
          ),
        )}
      </svg>
      <figcaption className="course-legend">
        <span data-mark="grade">{t('classes.course.legendGrade')}</span>
        <span data-mark="draft">{t('classes.course.legendDraft')}</span>
        <span data-mark="median">{t('classes.course.legendMedian')}</span>
      </figcaption>
    </figure>
  );
}
