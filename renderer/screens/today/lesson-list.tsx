import { Title } from '@mantine/core';
import { IconChevronRight, IconFile } from '@tabler/icons-react';
import { lazy, type MouseEvent, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef, Session, TodayOverview } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { usePublicationWords } from '../lessons/publication/use-publication-words.ts';

// It carries the document viewer: the first screen must not wait for it.
const DocumentDialog = lazy(async () => ({
  default: (await import('../../components/attachments/document-dialog.tsx')).DocumentDialog,
}));

type TodayLesson = TodayOverview['lessons'][number];

/** The lessons of the day by the clock, with their documents, and the sessions for which none is prepared. */
export function LessonList({ lessons, toPrepare }: Pick<TodayOverview, 'lessons' | 'toPrepare'>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<DocumentRef | null>(null);
  const rows = [
    ...lessons.map((lesson) => ({
      startsAt: lesson.startsAt,
      row: <LessonRow key={`${lesson.id} ${lesson.startsAt}`} lesson={lesson} onOpen={setOpened} />,
    })),
    ...toPrepare.map((session) => ({
      startsAt: session.startsAt,
      row: <SessionRow key={`${session.slotId} ${session.startsAt}`} session={session} />,
    })),
  ].sort((a, b) => a.startsAt - b.startsAt);
  return (
    <section aria-labelledby="today-lessons">
      <Title order={2} id="today-lessons">
        {t('today.lessons.title')}
      </Title>
      {rows.length === 0 ? (
        <p className="today-none">{t('today.lessons.none')}</p>
      ) : (
        <ul className="today-list">{rows.map(({ row }) => row)}</ul>
      )}
      <Suspense fallback={null}>
        {opened === null ? null : <DocumentDialog document={opened} onClose={() => setOpened(null)} />}
      </Suspense>
    </section>
  );
}

function LessonRow({ lesson, onOpen }: { lesson: TodayLesson; onOpen: (document: DocumentRef) => void }) {
  const { t } = useTranslation();
  const publicationWords = usePublicationWords();
  const details = [
    [lesson.classGroupName, lesson.group].filter((part) => part !== '').join(' '),
    ...(lesson.room === '' ? [] : [lesson.room]),
    publicationWords(lesson).words,
    ...(lesson.hasHomework ? [t('today.lessons.homework')] : []),
  ];
  return (
    <li data-testid="today-lesson">
      <a className="today-row" href={toHash({ screen: 'lessons', lessonId: lesson.id })}>
        <Hours startsAt={lesson.startsAt} endsAt={lesson.endsAt} />
        <span className="today-row-main">
          <span className="today-row-title">{lesson.title}</span>
          <span className="today-row-detail">{details.join(' · ')}</span>
        </span>
        <IconChevronRight className="today-row-chevron" size={18} aria-hidden />
      </a>
      {lesson.documents.length > 0 ? (
        <ul className="today-documents">
          {lesson.documents.map((document) => (
            <li key={document.id}>
              <button
                type="button"
                className="today-document"
                aria-label={t('today.lessons.openDocument', { name: document.name })}
                onClick={() => onOpen(document)}
              >
                <IconFile size={16} stroke={1.6} aria-hidden />
                <span>{document.name}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** A session without a lesson begins one; where nothing may be written it leads to the week. */
function SessionRow({ session }: { session: Session }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const { startsAt, endsAt, classGroupId, classGroupName, group, room } = session;
  const details = [group, room].filter((part) => part !== '');
  const begin = async (event: MouseEvent) => {
    if (isReadOnly) return;
    event.preventDefault();
    // Fetched now: the first screen must not wait for what writes lessons.
    const { beginLesson } = await import('../lessons/begin-lesson.ts');
    beginLesson(startsAt, classGroupId);
  };
  return (
    <li data-testid="today-session">
      <a
        className="today-row"
        href={toHash({ screen: 'lessons' })}
        onClick={(event) => void begin(event)}
        draggable={false}
      >
        <Hours startsAt={startsAt} endsAt={endsAt} />
        <span className="today-row-main">
          <span className="today-row-title">{classGroupName}</span>
          <span className="today-row-detail">{[t('today.lessons.prepare'), ...details].join(' · ')}</span>
        </span>
        <IconChevronRight className="today-row-chevron" size={18} aria-hidden />
      </a>
    </li>
  );
}

function Hours({ startsAt, endsAt }: { startsAt: number; endsAt: number | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const from = formats.time(startsAt);
  return (
    <time
      className="today-row-time"
      title={endsAt === null ? undefined : t('today.lessons.hours', { from, to: formats.time(endsAt) })}
    >
      {from}
    </time>
  );
}
