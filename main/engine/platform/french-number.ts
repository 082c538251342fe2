/** Hundredths as a French teacher writes them: 1450 is "14,5", 1200 is "12". For lines of text that the engine composes. */
export function frenchPoints(pointsTimes100: number): string {
  return (pointsTimes100 / 100).toFixed(2).replace(/0+$/, '').replace(/\.$/, '').replace('.', ',');
}
