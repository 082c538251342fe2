import { IconClock, IconEye, IconHomeEdit, IconPaperclip, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LessonSummary } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { SyncMark } from '../../components/sync-mark.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { usePublicationWords } from './publication/use-publication-words.ts';

/** A lesson in the week. */
export function LessonCard({ lesson }: { lesson: LessonSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state } = usePublicationWords()(lesson);
  const { id, title, startsAt, classGroupName } = lesson;
  return (
    <a
      className="lesson-card"
      href={toHash({ screen: 'lessons', lessonId: id })}
      title={t('lessons.card.tip', { time: formats.time(startsAt), classGroup: classGroupName, title })}
      data-published={state === 'published' || undefined}
      data-testid="lesson"
      draggable={false}
    >
      <span className="lesson-card-head">
        <span>{t('lessons.card.when', { time: formats.time(startsAt), classGroup: classGroupName })}</span>
        <LessonMarks lesson={lesson} />
      </span>
      <span className="lesson-card-title">{title}</span>
    </a>
  );
}

/** What a lesson carries and where it stands: icons, and their words where there is room, else on hover. */
export function LessonMarks({ lesson, isWordy = false }: { lesson: LessonSummary; isWordy?: boolean }) {
  const { t } = useTranslation();
  const { resourceCount, hasHomework, sync } = lesson;
  const { state, words } = usePublicationWords()(lesson);
  const State = { published: IconEye, planned: IconClock, draft: IconPencil }[state];
  return (
    <span className="lesson-marks">
      {resourceCount === 0 ? null : (
        <Mark words={t('lessons.card.documents', { count: resourceCount })} Icon={IconPaperclip} />
      )}
      {hasHomework ? <Mark words={t('lessons.card.homework')} Icon={IconHomeEdit} /> : null}
      <Mark words={words} Icon={State} isWordy={isWordy} />
      {sync === 'synced' ? null : <SyncMark state={sync} isCompact />}
    </span>
  );
}

interface MarkProps {
  readonly words: string;
  readonly Icon: typeof IconEye;
  readonly isWordy?: boolean;
}

function Mark({ words, Icon, isWordy = false }: MarkProps) {
  return (
    <span title={isWordy ? undefined : words} className={isWordy ? 'lesson-marks-state' : undefined}>
      <Icon size={14} stroke={1.8} aria-hidden />
      <span className={isWordy ? undefined : 'visually-hidden'}>{words}</span>
    </span>
  );
}
