import type { ReuseRequest, ReuseSource, ReuseSources } from '../../../../preload/contract/index.ts';
import { calendarState, showInCalendar } from '../calendar-state.ts';

/** A year or a template, as a list of choices names it. */
export type Choosable = Extract<ReuseSource, { kind: 'year' | 'template' }>;

/** What a list of choices calls a source; read back by `sourceOf`. */
export function keyOf(source: Choosable): string {
  return source.kind === 'year'
    ? `year ${source.firstDay} ${source.classGroupId}`
    : `template ${source.templateId}`;
}

/** All that there is to choose from: years first, the latest before the others, then templates. */
export function choosables({ years, templates }: ReuseSources): Choosable[] {
  return [
    ...years.map(({ classGroupId, firstDay }) => ({ kind: 'year', classGroupId, firstDay }) as const),
    ...templates.map(({ id }) => ({ kind: 'template', templateId: id }) as const),
  ];
}

/** The source of a key, or the first there is; null where there is none. */
export function sourceOf(sources: ReuseSources, key: string | null): Choosable | null {
  const all = choosables(sources);
  return all.find((one) => keyOf(one) === key) ?? all[0] ?? null;
}

/** « 2026-2027 » */
export function yearWords({ firstDay, lastDay }: { firstDay: string; lastDay: string }): string {
  return `${firstDay.slice(0, 4)}-${lastDay.slice(0, 4)}`;
}

/** From when on something is given again. */
export type From = 'now' | 'nextYear' | 'date';

/** The day that was chosen, of the school's calendar. */
export function dayOf(from: From, { today, nextYear }: ReuseSources, day: string): string {
  if (from === 'now') return today;
  return from === 'nextYear' ? nextYear : day;
}

/** What is proposed while a school year is shown (null: the one that runs): that one. In summer it may be the one after the next. */
export function fromShown(yearDay: string | null, { nextYear }: Pick<ReuseSources, 'nextYear'>): From {
  if (yearDay === null) return 'now';
  return yearDay === nextYear ? 'nextYear' : 'date';
}

/** Leads to what was made: the board of a school year to come, or back to the one that runs. */
export function showYearOf({ fromDay, classGroupIds }: ReuseRequest, { nextYear }: ReuseSources): void {
  if (fromDay < nextYear) {
    showInCalendar({ yearDay: null });
    return;
  }
  const { classGroupId, yearDay } = calendarState.get();
  const [first = null] = classGroupIds;
  const isShown = classGroupId !== null && classGroupIds.includes(classGroupId);
  const shown = isShown ? classGroupId : classGroupIds.length === 1 ? first : null;
  const isOfShown = yearDay !== null && fromDay >= yearDay;
  showInCalendar({ mode: 'board', yearDay: isOfShown ? yearDay : nextYear, classGroupId: shown });
}
