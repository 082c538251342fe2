import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { SaveMark } from '../../components/autosave/save-mark.tsx';
import { worstState } from '../../components/autosave/worst-state.ts';
import { SyncMark } from '../../components/sync-mark.tsx';
import type { LessonSession } from './lesson-session.ts';
import { LessonMenu } from './reuse/lesson-menu.tsx';
import { useHomeworkState } from './use-homework-state.ts';
import { useRemoveLesson } from './use-remove-lesson.ts';

interface Props {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly isReadOnly: boolean;
}

/** The way back, whether all is saved, and the bin. */
export function LessonBar({ session, detail, isReadOnly }: Props) {
  const { t } = useTranslation();
  const state = useSignal(session.autosave.state);
  const homework = useHomeworkState(session.homework);
  const plan = useSignal(session.plan.autosave.state);
  const remove = useRemoveLesson(session);
  return (
    <header className="lesson-bar">
      <a
        className="lesson-back"
        href={toHash({ screen: 'lessons' })}
        aria-label={t('lessons.editor.toCalendar')}
        aria-keyshortcuts="Escape"
        draggable={false}
      >
        <IconArrowLeft size={18} stroke={1.6} aria-hidden />
        <span>{t('lessons.editor.back')}</span>
      </a>
      <SaveMark
        state={worstState([state, homework, plan])}
        onRetry={() => {
          void session.autosave.retry();
          void session.plan.autosave.retry();
          for (const { autosave } of session.homework.list.get()) void autosave.retry();
        }}
      />
      <span className="lesson-bar-space" />
      {detail === undefined ? null : <SyncMark state={detail.sync} />}
      {isReadOnly ? null : <LessonMenu session={session} />}
      {isReadOnly ? null : (
        <Tooltip label={t('lessons.editor.remove')}>
          <ActionIcon
            variant="subtle"
            color="red"
            size={32}
            aria-label={t('lessons.editor.remove')}
            data-testid="lesson-remove"
            onClick={remove}
          >
            <IconTrash size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}
