import type { SchoolYearHere } from '../../../../preload/contract/erasure.ts';
import type { Db } from '../../store/store.ts';

/** When an assignment took place (epoch ms), as well as that is known; null: nothing tells. */
export const ASSIGNMENT_DATE = `COALESCE(assignment.due_at, (SELECT starts_at FROM period WHERE period.id = assignment.period_id),
  (SELECT MAX(submitted_at) FROM submission WHERE submission.assignment_id = assignment.id),
  (SELECT MAX(grade.updated_at) FROM grade JOIN submission ON submission.id = submission_id
   WHERE submission.assignment_id = assignment.id))`;

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
  for (const { at, submissionCount } of dated) {
    if (at === null) continue;
    const span = yearOf(db, at);
    const year = years.get(span.id) ?? { ...span, assignmentCount: 0, submissionCount: 0 };
    year.assignmentCount += 1;
    year.submissionCount += submissionCount;
    years.set(span.id, year);
  }
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
