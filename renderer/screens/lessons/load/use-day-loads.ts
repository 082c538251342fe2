import { useQuery } from '@tanstack/react-query';
import { engine } from '../../../app/engine.ts';
import { addWeeks } from '../week.ts';
import { type DayLoad, dayLoads } from './day-loads.ts';

/** The homework load of a class by the days of a week; null as long as it is not read, or of no class. */
export function useDayLoads(weekStart: number, classGroupId: string | null): readonly DayLoad[] | null {
  const { data } = useQuery({
    ...engine.lessons.load.queryOptions({
      input: { classGroupId: classGroupId ?? '', fromMs: weekStart, toMs: addWeeks(weekStart, 1) },
    }),
    enabled: classGroupId !== null,
  });
  return classGroupId === null || data === undefined ? null : dayLoads(weekStart, data);
}
