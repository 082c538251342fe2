import type { Counting, GradeStanding, SubmissionStatus } from '../../../preload/contract/domain.ts';

/** Averages are out of 20, as on a French report, whatever each assignment is marked out of. */
const OUT_OF = 20n;

/** Bands of the distribution: one point wide, so 20 of them; the last one holds 20 itself. */
export const BAND_COUNT = 20;

/** A grade with what it weighs. Points and maximum in hundredths of a point, coefficient in hundredths. */
export interface WeightedGrade {
  readonly pointsTimes100: number;
  readonly maxTimes100: number;
  readonly coefficientTimes100: number;
  /** `bonus`: only what it has above half its maximum counts, and it weighs nothing. */
  readonly counting?: Counting;
}

/**
 * A student's average out of 20, in hundredths; null without any grade that counts.
 *
 * (Σ coefficient × n + Σ bonus coefficient × max(0, n − 10)) ÷ Σ coefficient, with n = points ÷ maximum × 20, the bonus ones
 * apart from the others; at most 20, unless the gradebook lets bonuses carry above. Bonuses alone are no average. Over the grades that exist and that their teacher lets count: a missing grade is not a zero, a coefficient of 0 does not count. Computed exactly in whole numbers and rounded once, at the end, half
 * up (12,345 gives 12,35), so that neither the order of the grades nor a machine's floats can move a hundredth.
 */
export function averageOf20(grades: readonly WeightedGrade[], isCapped = true): number | null {
  const counted = grades.filter((grade) => grade.coefficientTimes100 > 0 && grade.maxTimes100 > 0);
  if (counted.length === 0) return null;
  let numerator = 0n;
  let denominator = 1n;
  let weight = 0n;
  for (const { pointsTimes100, maxTimes100, coefficientTimes100, counting } of counted) {
    const coefficient = BigInt(coefficientTimes100);
    // Twice the points and twice the maximum: half of an odd maximum is a whole number then.
    const max = 2n * BigInt(maxTimes100);
    const points = 2n * BigInt(pointsTimes100);
    const above = points - max / 2n;
    const isBonus = counting === 'bonus';
    const counts = isBonus ? (above > 0n ? above : 0n) : points;
    numerator = numerator * max + coefficient * counts * denominator;
    denominator *= max;
    if (!isBonus) weight += coefficient;
  }
  if (weight === 0n) return null;
  const average = Number(divideHalfUp(numerator * OUT_OF * 100n, denominator * weight));
  return isCapped ? Math.min(average, Number(OUT_OF) * 100) : average;
}

/**
 * Whether a copy is missing: due by now and not handed in, and neither graded all the same nor excused.
 *
 * Before its date it is nothing yet; one without a date is missing from the start.
 * Absent and exempt students owe nothing; what a teacher says is not handed in is missing whatever the ENT holds.
 */
export function isMissing(
  copy: {
    readonly status: SubmissionStatus;
    readonly dueAt: number | null;
    readonly standing: GradeStanding | null;
    readonly pointsTimes100: number | null;
  },
  now: number,
): boolean {
  if (copy.pointsTimes100 !== null) return false;
  if (copy.standing === 'not-handed-in') return true;
  const isDue = copy.dueAt === null || copy.dueAt <= now;
  return isDue && copy.standing === null && copy.status === 'missing';
}

/** Hundredths of points out of a maximum as hundredths of points out of 20, rounded half up; null for none. */
export function outOf20(pointsTimes100: number | null, maxTimes100: number): number | null {
  if (pointsTimes100 === null || maxTimes100 === 0) return null;
  return Number(divideHalfUp(BigInt(pointsTimes100) * OUT_OF * 100n, BigInt(maxTimes100)));
}

/** The mean of whole numbers, rounded half up; null for none. */
export function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Number(
    divideHalfUp(
      values.reduce((sum, value) => sum + BigInt(value), 0n),
      BigInt(values.length),
    ),
  );
}

/** The value in the middle, or the mean of the two in the middle, rounded half up; null for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  return meanOf(sorted.slice(sorted.length % 2 === 1 ? upper : upper - 1, upper + 1));
}

/** Students by band of one point: index 0 is [0, 1[, index 19 is [19, 20], and above for bonus points. */
export function distributionOf(averagesTimes100: readonly number[]): number[] {
  const bands = Array.from({ length: BAND_COUNT }, () => 0);
  for (const average of averagesTimes100) {
    const band = Math.min(BAND_COUNT - 1, Math.floor(average / 100));
    bands[band] = (bands[band] ?? 0) + 1;
  }
  return bands;
}

/** Both are never negative. */
function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** French order: accents and hyphens count last. Made once, for it costs a millisecond. */
const french = new Intl.Collator('fr', { numeric: true });

/** Compares two texts as a French reader sorts them; "2de 9" comes before "2de 10". */
export function compareNames(a: string, b: string): number {
  return french.compare(a, b);
}

/** By last name, then first name; the id settles namesakes, so that a list never changes its order by itself. */
export function compareStudents(
  a: { readonly id: string; readonly lastName: string; readonly firstName: string },
  b: { readonly id: string; readonly lastName: string; readonly firstName: string },
): number {
  return (
    compareNames(a.lastName, b.lastName) || compareNames(a.firstName, b.firstName) || (a.id < b.id ? -1 : 1)
  );
}
