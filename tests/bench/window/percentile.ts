/** The smallest number that this share (0 to 1) of them does not exceed. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** To a tenth, for reports. */
export function tenth(number: number): number {
  return Math.round(number * 10) / 10;
}
