import type { TrafficDay } from '../../../preload/contract/sync.ts';
import { addDays, instantOf, wallTimeOf } from '../calendar/civil-time.ts';
import type { SyncContext } from './sync-context.ts';

/** The school's clock, by which the screens write their hours too. */
const TIME_ZONE = 'Europe/Paris';

/** What each of the last days cost, today included, oldest first; zeros where nothing was exchanged. */
export function trafficByDay(context: SyncContext, dayCount: number): TrafficDay[] {
  const sums = context.store.db.prepare(
    `SELECT COUNT(*) AS sessionCount, COALESCE(SUM(requests), 0) AS requests, COALESCE(SUM(bytes_up), 0) AS bytesUp,
       COALESCE(SUM(bytes_down), 0) AS bytesDown, COALESCE(SUM(copies_returned), 0) AS copiesReturned,
       COALESCE(SUM(requests) FILTER (WHERE copies_returned > 0), 0) AS returningRequests
     FROM sync_session WHERE started_at >= ? AND started_at < ?`,
  );
  const today = wallTimeOf(context.clock.now(), TIME_ZONE).date;
  return Array.from({ length: dayCount }, (_, index) => {
    const day = addDays(today, index + 1 - dayCount);
    const cost = sums.get(midnightOf(day), midnightOf(addDays(day, 1))) as Omit<TrafficDay, 'day'>;
    return { day, ...cost };
  });
}

function midnightOf(date: string): number {
  return instantOf({ date, minutes: 0 }, TIME_ZONE);
}
