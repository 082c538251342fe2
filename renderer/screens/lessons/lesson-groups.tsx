import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { datesOfWeeks, startOfWeek } from './week.ts';

interface Props {
  /** Null as long as the lesson is not saved. */
  readonly lessonId: string | null;
  readonly classGroupId: string;
  readonly startsAt: number;
}

/** When each group of the class has a lesson, where they have it one after the other; nothing for the whole class. */
export function LessonGroups({ lessonId, classGroupId, startsAt }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: days = [] } = useQuery(
    engine.timetable.days.queryOptions({ input: { classGroupId, ...datesOfWeeks(startOfWeek(startsAt)) } }),
  );
  const hours = days
    .flatMap(({ sessions }) => sessions)
    .filter((session) => session.group !== '' && session.lessonId === lessonId && lessonId !== null);
  if (hours.length < 2) return null;
  return (
    <ul className="lesson-groups" aria-label={t('lessons.editor.groups')} data-testid="lesson-groups">
      {hours.map((session) => (
        <li key={session.slotId}>
          {t('lessons.editor.groupHour', {
            group: session.group,
            day: formats.day(session.startsAt),
            time: formats.time(session.startsAt),
          })}
        </li>
      ))}
    </ul>
  );
}
