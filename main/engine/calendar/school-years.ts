import * as z from 'zod';
import y2025 from '../../../resources/school-calendar/2025-2026.json' with { type: 'json' };
import y2026 from '../../../resources/school-calendar/2026-2027.json' with { type: 'json' };
import y2027 from '../../../resources/school-calendar/2027-2028.json' with { type: 'json' };

const civilDate = z.iso.date();
export const holidayZone = z.enum(['A', 'B', 'C']);
export type HolidayZone = z.infer<typeof holidayZone>;

const schoolYear = z.strictObject({
  schoolYear: z.string().regex(/^\d{4}-\d{4}$/),
  /** `not-published`: the breaks are unknown, and left out. */
  status: z.enum(['published', 'not-published']),
  source: z.string().min(1),
  /** Said plainly, for whoever reads the file. */
  uncertain: z.string().min(1),
  /** Of the students. */
  firstDay: civilDate,
  lastDay: civilDate,
  /** First and last day without school, both included. */
  breaks: z.array(
    z.strictObject({ name: z.string(), zones: z.array(holidayZone).min(1), from: civilDate, to: civilDate }),
  ),
});
export type SchoolYear = z.infer<typeof schoolYear>;

/** What is known of the school years, oldest first. */
export const SCHOOL_YEARS: readonly SchoolYear[] = [y2025, y2026, y2027].map((year) =>
  schoolYear.parse(year),
);
