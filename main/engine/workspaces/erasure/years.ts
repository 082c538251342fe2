import type { SchoolYearHere } from '../../../../preload/contract/erasure.ts';
import type { Db } from '../../store/store.ts';
import { ASSIGNMENT_DATE, strandedCopies } from './dates.ts';

/** A school year and its bounds, epoch ms; `endsAt` is not in it. */
export interface YearSpan {
  readonly id: string;
  readonly label: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** From 1 August, as in metropolitan France; where the ENT tells its own years (New Caledonia's begins in February), those hold. */
const FIRST_MONTH = 7;

/** The school year of a moment: the ENT's, else the one that everybody knows. */
export function yearOf(db: Db, at: number): YearSpan {
  const told = db
    .prepare(
      `SELECT id, label, starts_at AS startsAt, ends_at + 1 AS endsAt FROM school_year
       WHERE starts_at <= :at AND ends_at >= :at ORDER BY starts_at DESC LIMIT 1`,
    )
    .get({ at }) as YearSpan | undefined;
  if (told !== undefined) return told;
  const date = new Date(at);
  const first = date.getUTCFullYear() - (date.getUTCMonth() < FIRST_MONTH ? 1 : 0);
  return {
    id: `${first}-${first + 1}`,
    label: `${first}-${first + 1}`,
    startsAt: Date.UTC(first, FIRST_MONTH, 1),
    endsAt: Date.UTC(first + 1, FIRST_MONTH, 1),
  };
}

/** The years of which something is here, newest first. `keptYears`: those before so many past ones are due; null: none is. */
export function readYears(db: Db, now: number, keptYears: number | null): SchoolYearHere[] {
  const running = yearOf(db, now);
  const years = new Map<string, YearSpan & { assignmentCount: number; submissionCount: number }>();
  const dated = db
    .prepare(
      `SELECT ${ASSIGNMENT_DATE} AS at,
         (SELECT COUNT(*) FROM submission WHERE submission.assignment_id = assignment.id) AS submissionCount FROM assignment`,
    )
    .all() as { at: number | null; submissionCount: number }[];
  const add = (at: number | null, assignmentCount: number, submissionCount: number) => {
    if (at === null) return;
    const span = yearOf(db, at);
    const year = years.get(span.id) ?? { ...span, assignmentCount: 0, submissionCount: 0 };
    year.assignmentCount += assignmentCount;
    year.submissionCount += submissionCount;
    years.set(span.id, year);
  };
  for (const { at, submissionCount } of dated) add(at, 1, submissionCount);
  for (const { assignmentAt, workedAt } of strandedCopies(db)) add(assignmentAt ?? workedAt, 0, 1);
  return [...years.values()]
    .sort((a, b) => b.startsAt - a.startsAt)
    .map((year) => ({
      ...year,
      isRunning: year.id === running.id,
      isDue: keptYears !== null && year.endsAt <= running.startsAt - keptYears * YEAR_MS + SLACK_MS,
    }));
}

const YEAR_MS = 365.25 * 86_400_000;
/** Years begin a few days sooner or later. */
const SLACK_MS = 45 * 86_400_000;
