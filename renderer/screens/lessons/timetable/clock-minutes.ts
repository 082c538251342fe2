/** Minutes since midnight as time fields want them: 485 → « 08:05 ». */
export function toClockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Minutes since midnight of a time field's text; null for one that is no time. */
export function fromClockText(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})/.exec(text);
  const [hour, minute] = [Number(match?.[1] ?? 24), Number(match?.[2])];
  return hour > 23 || minute > 59 ? null : hour * 60 + minute;
}
