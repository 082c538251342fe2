import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, LessonSummary } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { CalendarBar } from './calendar-bar.tsx';
import { calendarState, showInCalendar, shownAt, TURNED } from './calendar-state.ts';
import { LessonList } from './lesson-list.tsx';
import './lessons-calendar.css';
import { weeksOfMonth } from './month.ts';
import { MonthGrid } from './month-grid.tsx';
import { ProgressionView } from './progression/progression-view.tsx';
import { YearView } from './progression/year-view.tsx';
import { TimetableView } from './timetable/timetable-view.tsx';
import { useBeginLesson } from './use-begin-lesson.ts';
import { useCalendarKeys } from './use-calendar-keys.ts';
import { addWeeks, datesOfWeeks } from './week.ts';
import { WeekGrid } from './week-grid.tsx';

/** The lessons of a day, a week or a month on their days, or all of them one below the other. */
export function LessonsCalendar() {
  const { t } = useTranslation();
  const { mode, weekStart, dayIndex, classGroupId } = useSignal(calendarState);
  const begin = useBeginLesson();
  const filter = classGroupId === null ? {} : { classGroupId };
  // Turned by the page keys; what is neither a day, a week nor a month scrolls by them.
  const turned = TURNED[mode];
  const weeks = mode === 'month' ? weeksOfMonth(weekStart) : [weekStart];
  const [firstWeek = weekStart] = weeks;
  const period = mode !== 'list' ? { fromMs: firstWeek, toMs: addWeeks(firstWeek, weeks.length) } : {};
  const lessons = useQuery({
    ...engine.lessons.list.queryOptions({ input: { ...filter, ...period } }),
    // The grid keeps the week it shows while the next one is read: nothing blinks from week to week.
    placeholderData: (previous: LessonSummary[] | undefined) => previous,
  });
  const classes = useQuery(engine.classes.list.queryOptions());
  const timetable = useQuery(engine.timetable.get.queryOptions());
  const { data: days = [] } = useQuery({
    ...engine.timetable.days.queryOptions({ input: { ...filter, ...datesOfWeeks(firstWeek, weeks.length) } }),
    placeholderData: (previous: CalendarDay[] | undefined) => previous,
  });
  useCalendarKeys({
    onBegin: () => begin?.(),
    onTurn: turned === undefined ? null : (step) => showInCalendar(turned({ weekStart, dayIndex }, step)),
    onToday: () => showInCalendar(shownAt(Date.now())),
  });
  const hasClasses = (classes.data?.length ?? 0) > 0;
  return (
    <Screen
      name="lessons"
      title={t('lessons.title')}
      layout="panes"
      actions={
        begin === null ? undefined : (
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            aria-keyshortcuts="N"
            data-testid="lesson-new"
            onClick={() => begin()}
          >
            {t('lessons.new')}
          </Button>
        )
      }
    >
      {classes.data !== undefined && !hasClasses ? (
        <EmptyState
          writing="blank"
          text={t('lessons.noClass')}
          action={<Button onClick={() => navigate({ screen: 'sync' })}>{t('lessons.toSync')}</Button>}
        />
      ) : (
        <>
          <CalendarBar classes={classes.data ?? []} days={days} />
          {mode === 'board' ? (
            <ProgressionView classes={classes.data ?? []} classGroupId={classGroupId} />
          ) : mode === 'year' ? (
            <YearView classGroupId={classGroupId} />
          ) : mode === 'timetable' ? (
            <QueryView
              query={timetable}
              show={(answer) => (
                <TimetableView timetable={answer} classes={classes.data ?? []} classGroupId={classGroupId} />
              )}
            />
          ) : (
            <QueryView
              query={lessons}
              show={(answer) =>
                mode === 'week' || mode === 'day' ? (
                  <WeekGrid
                    weekStart={weekStart}
                    dayIndex={mode === 'day' ? dayIndex : null}
                    classGroupId={classGroupId}
                    lessons={answer}
                    calendar={days}
                    onBegin={begin}
                  />
                ) : mode === 'month' ? (
                  <MonthGrid weekStart={weekStart} lessons={answer} calendar={days} onBegin={begin} />
                ) : (
                  <LessonList lessons={answer} onBegin={begin} />
                )
              }
            />
          )}
        </>
      )}
    </Screen>
  );
}
