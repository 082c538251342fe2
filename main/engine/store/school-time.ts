import type { Db } from './store.ts';

/** The school's zone of holidays and its clock; in doubt Paris's, and no zone. */
export function readSchoolTime(db: Db): { zone: string; timeZone: string } {
  const row = db.prepare('SELECT zone, timezone AS timeZone FROM account').get();
  return (row as { zone: string; timeZone: string } | undefined) ?? { zone: '', timeZone: 'Europe/Paris' };
}
