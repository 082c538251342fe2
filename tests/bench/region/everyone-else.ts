import type { Figures } from './assumptions.ts';
import { DAY_MINUTES, DAYS, isWeekend, SURGE_MONDAY } from './fortnight.ts';
import { LoadCurve } from './load-curve.ts';

/** Share of a day's pages in each hour from 06:00; students by day, parents before 08:00 and after 18:00, as they are asked to. */
const STUDENTS_DAY = [1, 3, 8, 11, 11, 9, 6, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1];
const PARENTS_DAY = [4, 9, 4, 2, 2, 2, 3, 2, 2, 2, 3, 6, 14, 16, 14, 10, 5];
const FIRST_HOUR = 6;
/** Pages at a weekend, beside a school day's. */
const WEEKEND = 0.35;
/** Parents visit less often than students. */
const PARENTS_SHARE = 0.08;

/** The pages that students and parents look at: the same in every scenario, since Cartable changes nothing about them. */
export function everyoneElse(figures: Figures): { students: LoadCurve; parents: LoadCurve } {
  const [students, parents] = [new LoadCurve(), new LoadCurve()];
  for (let day = 0; day < DAYS; day += 1) {
    const requests = pagesOf(day, figures) * figures.requestsPerPage;
    spread(students, day, requests * (1 - PARENTS_SHARE), STUDENTS_DAY, figures);
    spread(parents, day, requests * PARENTS_SHARE, PARENTS_DAY, figures);
  }
  return { students, parents };
}

function pagesOf(day: number, { pagesInSurge, weekSurge, surge }: Figures): number {
  const normal = pagesInSurge / weekSurge / (5 + 2 * WEEKEND);
  return normal * (isWeekend(day) ? WEEKEND : 1) * (day < SURGE_MONDAY ? 1 : surge);
}

function spread(
  curve: LoadCurve,
  day: number,
  requests: number,
  hours: readonly number[],
  { bytesPerRequest, cpuMsPerRequest }: Figures,
): void {
  const total = hours.reduce((sum, share) => sum + share, 0);
  for (const [index, share] of hours.entries()) {
    const perMinute = (requests * share) / total / 60;
    const load = {
      requests: perMinute,
      bytes: perMinute * bytesPerRequest,
      cpuMs: perMinute * cpuMsPerRequest,
    };
    const begin = day * DAY_MINUTES + (FIRST_HOUR + index) * 60;
    for (let minute = 0; minute < 60; minute += 1) curve.add(begin + minute, load);
  }
}
