import { DAY_MINUTES, MINUTES } from './fortnight.ts';

/** One line of a plot. */
export interface PlottedLine {
  readonly className: string;
  /** Values by minute of the fortnight. */
  readonly values: Float64Array;
}

const WIDTH = 960;
const HEIGHT = 260;
const LEFT = 56;
const BOTTOM = 28;
const TOP = 12;

interface Plot {
  readonly title: string;
  readonly lines: readonly PlottedLine[];
  /** Minutes of the fortnight that are drawn. */
  readonly from: number;
  readonly to: number;
  /** Turns a minute's sum into what the axis counts. */
  readonly unit: (value: number) => number;
  readonly days: readonly string[];
  /** How the axis writes a value. */
  readonly label: (value: number) => string;
}

/** An SVG of some lines over some days, each point the busiest minute of its stretch, the students' hours shaded. */
export function plotOf({ title, lines, from, to, unit, days, label }: Plot): string {
  const stepMinutes = Math.max(1, Math.ceil((to - from) / 450));
  const series = lines.map(({ className, values }) => ({
    className,
    points: stretches(values, from, to, stepMinutes).map(unit),
  }));
  const most = niceCeiling(Math.max(1e-9, ...series.flatMap(({ points }) => points)));
  const x = (minute: number) => LEFT + ((minute - from) / (to - from)) * (WIDTH - LEFT - 8);
  const y = (value: number) => TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM);
  const paths = series.map(({ className, points }) => {
    const steps = points.map(
      (value, index) => `${x(from + index * stepMinutes).toFixed(1)},${y(value).toFixed(1)}`,
    );
    return `<polyline class="line ${className}" points="${steps.join(' ')}"/>`;
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
    ...shades(from, to).map(
      ([a, b]) =>
        `<rect class="school" x="${x(a)}" y="${TOP}" width="${x(b) - x(a)}" height="${HEIGHT - TOP - BOTTOM}"/>`,
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => gridLine(y(share * most), label(share * most))),
    ...timeMarks(from, to, days).map(
      ([minute, text]) =>
        `<text class="axis" x="${x(minute)}" y="${HEIGHT - 8}" text-anchor="middle">${text}</text>`,
    ),
    ...paths,
    '</svg>',
  ].join('');
}

function stretches(values: Float64Array, from: number, to: number, step: number): number[] {
  const points: number[] = [];
  for (let minute = from; minute < to; minute += step)
    points.push(
      values.subarray(minute, Math.min(minute + step, to)).reduce((most, value) => Math.max(most, value), 0),
    );
  return points;
}

function gridLine(y: number, label: string): string {
  return `<line class="grid" x1="${LEFT}" x2="${WIDTH - 8}" y1="${y}" y2="${y}"/><text class="axis" x="${LEFT - 6}" y="${y + 4}" text-anchor="end">${label}</text>`;
}

function shades(from: number, to: number): [number, number][] {
  return dayMarks(from, to).flatMap(([begin, day]) =>
    day % 7 >= 5 ? [] : [[Math.max(begin + 510, from), Math.min(begin + 1_020, to)] as [number, number]],
  );
}

/** The hours of one day, or the names of several. */
function timeMarks(from: number, to: number, days: readonly string[]): [number, string][] {
  const marks = dayMarks(from, to);
  if (marks.length > 1) return marks.map(([minute, day]) => [minute + DAY_MINUTES / 2, days[day] ?? '']);
  return [3, 6, 9, 12, 15, 18, 21].map((hour) => [from + hour * 60, `${String(hour).padStart(2, '0')}:00`]);
}

function dayMarks(from: number, to: number): [number, number][] {
  const marks: [number, number][] = [];
  for (let day = 0; day * DAY_MINUTES < MINUTES; day += 1)
    if (day * DAY_MINUTES >= from && day * DAY_MINUTES < to) marks.push([day * DAY_MINUTES, day]);
  return marks;
}

function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}
