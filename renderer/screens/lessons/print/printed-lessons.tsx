import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { forStudents, type LessonDetail } from '../../../../preload/contract/index.ts';
import { RichText } from '../../../components/rich-text/rich-text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useHomeworkWords } from '../due/use-homework-words.ts';
import './print.css';

/** Lessons as they are printed, each from a page of its own on: on paper alone, never on the screen. */
export function PrintedLessons({ lessons }: { lessons: readonly LessonDetail[] }) {
  return createPortal(
    <div className="printed" aria-hidden data-testid="printed">
      {lessons.map((lesson) => (
        <PrintedLesson key={lesson.id} lesson={lesson} />
      ))}
    </div>,
    document.body,
  );
}

function PrintedLesson({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const inWords = useHomeworkWords();
  const { title, classGroupName, startsAt, homework } = lesson;
  const blocks = forStudents(lesson.blocks);
  return (
    <article className="printed-lesson">
      <h1>{title}</h1>
      <p>
        {t('lessons.publication.heading', { classGroup: classGroupName, date: formats.dateTime(startsAt) })}
      </p>
      {blocks.length === 0 ? null : (
        <RichText label={title} placeholder="" blocks={blocks} isReadOnly onEdit={() => undefined} />
      )}
      {homework.length === 0 ? null : (
        <>
          <h2>{t('lessons.homework.title')}</h2>
          <ul>
            {homework.map((one) => (
              <li key={one.id}>{inWords(one)}</li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}
