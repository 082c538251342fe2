import { useTranslation } from 'react-i18next';
import type { CalendarDay, LessonSummary, Session } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { BeginLesson } from './use-begin-lesson.ts';
import { useHolidayWords } from './use-holiday-words.ts';
import { useDayWords } from './use-week-words.ts';
import type { WeekDay } from './week.ts';

interface Props {
  readonly day: WeekDay;
  readonly date: string;
  readonly isToday: boolean;
  /** Of the month before or after. */
  readonly isOutside: boolean;
  /** Whether Tab comes to this day: to one of the month. */
  readonly isReached: boolean;
  readonly lessons: readonly LessonSummary[];
  /** What the calendar knows of it; undefined as long as it is not read. */
  readonly known: CalendarDay | undefined;
  readonly onBegin: BeginLesson | null;
  readonly onOpen: () => void;
}

/** A day of the month: its number, which opens its week, and its lessons and sessions in their order. */
export function MonthDay(props: Props) {
  const { day, date, isToday, isOutside, isReached, lessons, known, onBegin, onOpen } = props;
  const { t } = useTranslation();
  const words = useDayWords();
  const holiday = useHolidayWords()(known?.holiday ?? null);
  const ofDay = lessons.filter(({ startsAt }) => startsAt >= day.startsAt && startsAt < day.endsAt);
  const toPrepare = known?.sessions.filter(({ lessonId }) => lessonId === null) ?? [];
  const facts = [
    words.long(day.startsAt),
    holiday,
    ofDay.length === 0 ? '' : t('lessons.month.lessons', { count: ofDay.length }),
    toPrepare.length === 0 ? '' : t('lessons.month.toPrepare', { count: toPrepare.length }),
  ];
  const lines = [
    ...ofDay.map((lesson) => ({
      startsAt: lesson.startsAt,
      key: `${lesson.id} ${lesson.startsAt}`,
      line: <LessonLine lesson={lesson} />,
    })),
    ...toPrepare.map((session) => ({
      startsAt: session.startsAt,
      key: `${session.slotId} ${session.startsAt}`,
      line: <SessionLine session={session} onBegin={onBegin} />,
    })),
  ].sort((a, b) => a.startsAt - b.startsAt);
  return (
    <td
      data-today={isToday || undefined}
      data-outside={isOutside || undefined}
      data-holiday={holiday !== '' || undefined}
      data-testid="month-day"
    >
      <div className="month-head">
        <button
          type="button"
          data-date={date}
          tabIndex={isReached ? 0 : -1}
          aria-label={facts.filter((fact) => fact !== '').join(', ')}
          aria-current={isToday ? 'date' : undefined}
          onClick={onOpen}
        >
          {day.wall.day}
        </button>
        <small>{holiday}</small>
      </div>
      {lines.length === 0 ? null : (
        <ul>
          {lines.map(({ key, line }) => (
            <li key={key}>{line}</li>
          ))}
        </ul>
      )}
    </td>
  );
}

function LessonLine({
  lesson: { id, title, startsAt, classGroupName, isPublished },
}: {
  lesson: LessonSummary;
}) {
  const { t } = useTranslation();
  const time = useFormats().time(startsAt);
  const tip = t('lessons.card.tip', { time, classGroup: classGroupName, title });
  return (
    <a
      className="month-line"
      href={toHash({ screen: 'lessons', lessonId: id })}
      title={tip}
      aria-label={tip}
      data-published={isPublished || undefined}
      draggable={false}
      data-testid="lesson"
    >
      <span>{time}</span> {title}
    </a>
  );
}

function SessionLine({ session, onBegin }: { session: Session; onBegin: BeginLesson | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { startsAt, endsAt, classGroupId, classGroupName: classGroup } = session;
  const [from, to] = [formats.time(startsAt), formats.time(endsAt)];
  const tip = t('timetable.session.tip', { from, to, classGroup });
  return (
    <button
      type="button"
      className="month-line"
      title={tip}
      aria-label={tip}
      disabled={onBegin === null}
      onClick={() => onBegin?.(startsAt, classGroupId)}
      data-testid="session"
    >
      <span>{from}</span> {classGroup}
    </button>
  );
}
