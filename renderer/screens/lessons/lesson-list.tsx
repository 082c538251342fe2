import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonSummary } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { LessonMarks } from './lesson-card.tsx';
import './lesson-list.css';
import type { LessonRow } from './lesson-rows.ts';
import { layOutRows, rowOfToday } from './lesson-rows.ts';
import type { BeginLesson } from './use-begin-lesson.ts';

const HEIGHTS: Record<LessonRow['kind'], number> = { day: 44, lesson: 36 };

interface Props {
  readonly lessons: readonly LessonSummary[];
  readonly onBegin: BeginLesson | null;
}

/** Every lesson, day by day, opened at today. Only the lines in view are drawn. */
export function LessonList({ lessons, onBegin }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => layOutRows(lessons), [lessons]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHTS[rows[index]?.kind ?? 'lesson'],
    getItemKey: (index) => rows[index]?.key ?? index,
    initialOffset: () =>
      rows.slice(0, rowOfToday(rows, Date.now())).reduce((height, { kind }) => height + HEIGHTS[kind], 0),
    overscan: 12,
  });
  if (rows.length === 0) {
    return (
      <EmptyState
        writing="begun"
        text={t('lessons.list.none')}
        action={onBegin === null ? undefined : <Button onClick={() => onBegin()}>{t('lessons.new')}</Button>}
      />
    );
  }
  return (
    <section
      ref={scroller}
      className="lesson-list"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
      tabIndex={0}
      aria-label={t('lessons.list.title')}
      data-testid="lesson-list"
    >
      <div className="lesson-list-all" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const style = { height: HEIGHTS[row.kind], transform: `translateY(${start}px)` };
          return row.kind === 'day' ? (
            <h3 key={key} className="lesson-list-day" style={style}>
              {formats.day(row.atMs)}
            </h3>
          ) : (
            <LessonLine key={key} lesson={row.lesson} style={style} />
          );
        })}
      </div>
    </section>
  );
}

function LessonLine({ lesson, style }: { lesson: LessonSummary; style: React.CSSProperties }) {
  const formats = useFormats();
  const { id, startsAt, classGroupName, title } = lesson;
  return (
    <a
      className="lesson-list-line"
      href={toHash({ screen: 'lessons', lessonId: id })}
      style={style}
      data-testid="lesson"
      draggable={false}
    >
      <span className="lesson-list-time">{formats.time(startsAt)}</span>
      <span className="lesson-list-class">{classGroupName}</span>
      <span className="lesson-list-title">{title}</span>
      <LessonMarks lesson={lesson} isWordy />
    </a>
  );
}
