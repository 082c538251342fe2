import { SCHOOL_CLOCK } from '../engine/calendar/civil-time.ts';
import type { CliWords } from './words/en.ts';

/** Prints a command's result: one JSON object and nothing else, or lines for people. */
export function printResult(isJson: boolean | undefined, result: unknown, lines: readonly string[]): void {
  process.stdout.write(isJson === true ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
}

/** "1.4 MB", « 1,4 Mo »: decimal units, as file managers show them. */
export function formatBytes(bytes: number, { units }: CliWords): string {
  const [byte, kilobyte, megabyte] = units.bytes;
  if (bytes < 1000) return `${bytes} ${byte}`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, kilobyte] : [bytes / 1_000_000, megabyte];
  return `${value.toFixed(1).replace('.', units.decimal)} ${unit}`;
}

/** An instant (epoch ms) by the school's clock: « 30/11/2026 08:15 ». */
export function formatTime(instant: number, { language }: CliWords): string {
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone: SCHOOL_CLOCK } as const;
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', options).format(instant);
}
