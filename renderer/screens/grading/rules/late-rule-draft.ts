import type { LateRule } from '../../../../preload/contract/index.ts';
import { parseGrade } from '../../../../preload/contract/index.ts';

/** A rule of lateness as it is being typed. */
export interface LateDraft {
  readonly kind: 'none' | LateRule['kind'];
  readonly perDay: string;
  readonly floor: string;
  readonly refusedAfter: string;
  readonly countsDaysOff: boolean;
}

/** More than the whole of a grade a day takes off no more. */
const WHOLE_TIMES_100 = 10_000;

/** Reads a rule; null for none, undefined for what cannot be read. A floor and a last day may be left empty. */
export function readLateRule(draft: LateDraft, maxTimes100: number): LateRule | null | undefined {
  const { kind, countsDaysOff } = draft;
  if (kind === 'none') return null;
  const perDayTimes100 = parseGrade(draft.perDay);
  const most = kind === 'percent' ? WHOLE_TIMES_100 : maxTimes100;
  if (perDayTimes100 === null || perDayTimes100 > most) return undefined;
  const floorTimes100 = draft.floor.trim() === '' ? null : parseGrade(draft.floor);
  if (draft.floor.trim() !== '' && (floorTimes100 === null || floorTimes100 > maxTimes100)) return undefined;
  const days = draft.refusedAfter.trim();
  const refusedAfterDays = days === '' ? null : Number(days);
  if (days !== '' && (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > 365)) return undefined;
  // A rule that never takes anything off is none.
  if (perDayTimes100 === 0 && refusedAfterDays === null) return undefined;
  return { kind, perDayTimes100, floorTimes100, refusedAfterDays, countsDaysOff };
}
