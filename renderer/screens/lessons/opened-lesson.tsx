import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { NEW_LESSON, navigate } from '../../app/routes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { LessonEditor } from './lesson-editor.tsx';
import { sessions } from './lesson-sessions.ts';
import { useBeginLesson } from './use-begin-lesson.ts';

/**
 * The lesson of the address, read from the engine or just begun.
 *
 * A lesson that gets its id while it is written changes its address, not its editor: the cursor stays where
 * it is.
 */
export function OpenedLesson({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation();
  const isNew = lessonId === NEW_LESSON;
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);
  const query = useQuery({ ...engine.lessons.get.queryOptions({ input: { lessonId } }), enabled: !isNew });
  const detail = query.data;
  const session = sessions.get(lessonId) ?? (detail === undefined ? undefined : sessions.open(detail));
  useEffect(() => {
    if (detail !== undefined) session?.refresh(detail);
  }, [session, detail]);
  if (session !== undefined) {
    return <LessonEditor key={session.key} session={session} detail={detail} />;
  }
  return (
    <Screen name="lessons" title={t('lessons.title')} layout="panes" isTitleHidden>
      {isNew ? <Beginning onBegun={lookAgain} /> : <QueryView query={query} show={() => null} />}
    </Screen>
  );
}

/** A new lesson that was asked for from elsewhere (the search), or is still in an address after a restart: it is begun here. */
function Beginning({ onBegun }: { onBegun: () => void }) {
  const { t } = useTranslation();
  const begin = useBeginLesson();
  const canBegin = begin !== null;
  const beginNow = useEffectEvent(() => {
    begin?.();
    // The address is that of a new lesson already.
    onBegun();
  });
  useEffect(() => {
    if (canBegin) beginNow();
  }, [canBegin]);
  const back = (
    <Button onClick={() => navigate({ screen: 'lessons' })}>{t('lessons.editor.toCalendar')}</Button>
  );
  return <EmptyState text={t('lessons.editor.notBegun')} action={back} />;
}
