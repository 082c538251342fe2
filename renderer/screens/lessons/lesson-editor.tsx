import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { NEW_LESSON, navigate } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { DropZone } from '../../components/attachments/drop-zone.tsx';
import { useKeptCursor } from '../../components/kept-cursor.ts';
import type { RichTextHandle } from '../../components/rich-text/rich-text.tsx';
import { RichText } from '../../components/rich-text/rich-text.tsx';
import type { MinuteClock } from '../../components/rich-text/teacher-bar.tsx';
import { Screen } from '../../components/screen.tsx';
import { LessonBar } from './lesson-bar.tsx';
import './lesson-editor.css';
import type { LessonSession } from './lesson-session.ts';
import { LessonSide } from './lesson-side.tsx';
import { defaultTitle, titleOf } from './lesson-title.ts';
import { addDays, fromMinuteText, fromWallTime, toMinuteText, toWallTime } from './school-time.ts';
import { useLessonKeys } from './use-lesson-keys.ts';
import { useLessonPictures } from './use-lesson-pictures.ts';

/** 300: what the contract takes. */
const TITLE_MAX_LENGTH = 300;

interface Props {
  readonly session: LessonSession;
  /** What the engine has; undefined while the lesson does not exist yet. */
  readonly detail: LessonDetail | undefined;
}

/** One lesson: its title and text, and beside them its class, date, documents and homework. */
export function LessonEditor({ session, detail }: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const { data: classes = [] } = useQuery(engine.classes.list.queryOptions());
  const [opened] = useState(() => session.open());
  const fields = useSignal(session.fields);
  const { title, startsAt } = fields;
  const pictures = useLessonPictures(session);
  const text = useRef<RichTextHandle>(null);
  const titleField = useRef<HTMLInputElement>(null);
  useAddress(session);
  useKeptCursor(titleField, session.fields, (fields) => fields.title);
  // At once, and not with the next drawing: a key that is pressed in between would be lost.
  useLayoutEffect(() => session.blocks.subscribe(() => text.current?.show(session.blocks.get())), [session]);
  useEffect(() => {
    if (session.lessonId.get() === null) titleField.current?.focus();
    return () => void session.flush();
  }, [session]);
  useLessonKeys({ onBack: () => navigate({ screen: 'lessons' }) });

  return (
    <Screen name="lessons" title={t('lessons.title')} subject={titleOf(fields)} layout="panes" isTitleHidden>
      <LessonBar session={session} detail={detail} isReadOnly={isReadOnly} />
      <DropZone
        className="lesson"
        isDisabled={isReadOnly}
        onFiles={(paths) => void session.incoming.give(paths)}
      >
        <section className="lesson-text" aria-label={t('lessons.editor.text')}>
          <input
            ref={titleField}
            className="lesson-title"
            aria-label={t('lessons.editor.title')}
            placeholder={defaultTitle(startsAt)}
            maxLength={TITLE_MAX_LENGTH}
            readOnly={isReadOnly}
            value={title}
            onChange={(event) => session.change({ title: event.currentTarget.value })}
            onBlur={() => void session.autosave.flush()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              text.current?.focus();
            }}
            data-testid="lesson-title"
          />
          <RichText
            label={t('lessons.editor.text')}
            placeholder={t('lessons.editor.placeholder')}
            blocks={opened}
            isReadOnly={isReadOnly}
            handle={text}
            onEdit={(read) => session.changeText(read)}
            clock={clockFor(startsAt)}
            pictures={pictures}
            testId="lesson-editor"
          />
        </section>
        <LessonSide session={session} detail={detail} classes={classes} isReadOnly={isReadOnly} />
      </DropZone>
    </Screen>
  );
}

/** A correction is proposed for the day after the lesson, or for tomorrow. */
function clockFor(startsAt: number): MinuteClock {
  const proposedAt = () => fromWallTime(addDays(toWallTime(Math.max(startsAt, Date.now())), 1));
  return { proposedAt, toText: toMinuteText, fromText: fromMinuteText };
}

/** Gives the lesson its own address as soon as it exists. */
function useAddress(session: LessonSession): void {
  const lessonId = useSignal(session.lessonId);
  useEffect(() => {
    if (lessonId === null || window.location.hash !== `#/lessons/${NEW_LESSON}`) return;
    navigate({ screen: 'lessons', lessonId }, { replace: true });
  }, [lessonId]);
}
