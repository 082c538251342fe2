import { IconFile } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { documentsForStudents, forStudents, type LessonDetail } from '../../../../preload/contract/index.ts';
import { RichText } from '../../../components/rich-text/rich-text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useHomeworkWords } from '../due/use-homework-words.ts';

/** A lesson as its students read it: no tools, no marks of its making. */
export function LessonPreview({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const inWords = useHomeworkWords();
  const { title, classGroupName, startsAt, homework } = lesson;
  const resources = documentsForStudents(lesson);
  const blocks = useMemo(() => forStudents(lesson.blocks), [lesson.blocks]);
  const keptCount = lesson.blocks.length - blocks.length;
  const date = formats.dateTime(startsAt);
  return (
    <section
      className="lesson-preview"
      aria-label={t('lessons.publication.preview')}
      data-testid="lesson-preview"
    >
      <p className="lesson-hint" aria-hidden>
        {t('lessons.publication.preview')}
      </p>
      <header>
        <h3>{title}</h3>
        <p>{t('lessons.publication.heading', { classGroup: classGroupName, date })}</p>
      </header>
      {blocks.length === 0 ? (
        <p className="lesson-hint">{t('lessons.publication.noText')}</p>
      ) : (
        <RichText
          label={t('lessons.editor.text')}
          placeholder=""
          blocks={blocks}
          isReadOnly
          onEdit={() => undefined}
        />
      )}
      {keptCount === 0 ? null : (
        <p className="lesson-hint" data-testid="preview-kept">
          {t('lessons.publication.kept', { count: keptCount })}
        </p>
      )}
      {resources.length === 0 ? null : (
        <ul className="lesson-preview-files" aria-label={t('lessons.documents.title')}>
          {resources.map(({ id, document }) => (
            <li key={id}>
              <IconFile size={16} stroke={1.6} aria-hidden />
              <span>{document.name}</span>
              <small>{formats.size(document.sizeBytes)}</small>
            </li>
          ))}
        </ul>
      )}
      {homework.length === 0 ? null : (
        <>
          <h4>{t('lessons.homework.title')}</h4>
          <ul>
            {homework.map((one) => (
              <li key={one.id}>{inWords(one)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
