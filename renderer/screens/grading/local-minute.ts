/** An instant as a field of date and time writes it, by this computer's clock: « 2026-11-24T18:00 ». */
export function toLocalMinute(atMs: number): string {
  const shifted = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
