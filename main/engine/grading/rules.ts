/**
 * Why a grade cannot be saved, or null.
 *
 * Grades are whole hundredths from 0 to their assignment's maximum: what the ENT would refuse is not saved here.
 */
export function gradeFault(pointsTimes100: number, maxTimes100: number): 'out-of-range' | null {
  return Number.isInteger(pointsTimes100) && pointsTimes100 >= 0 && pointsTimes100 <= maxTimes100
    ? null
    : 'out-of-range';
}

/** A comment as it is kept: what was typed, without the white space at its end. */
export function tidyComment(text: string): string {
  return text.trimEnd();
}

/** Points as a French teacher writes them: 1450 is "14,5", 1400 is "14". */
export function writePoints(pointsTimes100: number): string {
  const hundredths = String(pointsTimes100 % 100).padStart(2, '0');
  const decimals = hundredths.replace(/0+$/, '');
  const units = String(Math.floor(pointsTimes100 / 100));
  return decimals === '' ? units : `${units},${decimals}`;
}
