import { Title } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LessonSummary } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** The lessons of the day, by the clock. */
export function LessonList({ lessons }: { lessons: readonly LessonSummary[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="today-lessons">
      <Title order={2} id="today-lessons">
        {t('today.lessons.title')}
      </Title>
      {lessons.length === 0 ? (
        <p className="today-none">{t('today.lessons.none')}</p>
      ) : (
        <ul className="today-list">
          {lessons.map((lesson) => (
            <LessonRow key={lesson.id} lesson={lesson} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LessonRow({ lesson }: { lesson: LessonSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const details = [
    lesson.classGroupName,
    lesson.isPublished ? t('today.lessons.published') : t('today.lessons.draft'),
    ...(lesson.resourceCount > 0 ? [t('today.lessons.resources', { count: lesson.resourceCount })] : []),
    ...(lesson.hasHomework ? [t('today.lessons.homework')] : []),
  ];
  return (
    <li>
      <a className="today-row" href={toHash({ screen: 'lessons', lessonId: lesson.id })}>
        <time className="today-row-time">{formats.time(lesson.startsAt)}</time>
        <span className="today-row-main">
          <span className="today-row-title">{lesson.title}</span>
          <span className="today-row-detail">{details.join(' · ')}</span>
        </span>
        <IconChevronRight className="today-row-chevron" size={18} aria-hidden />
      </a>
    </li>
  );
}
