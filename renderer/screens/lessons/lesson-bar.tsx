import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconTrash } from '@tabler/icons-react';
import { type ComponentProps, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import { SaveMark } from '../../components/autosave/save-mark.tsx';
import { useSaveState } from '../../components/autosave/use-save-state.ts';
import { SyncMark } from '../../components/sync-mark.tsx';
import type { LessonSession } from './lesson-session.ts';
import { LessonMenu } from './reuse/lesson-menu.tsx';
import { useRemoveLesson } from './use-remove-lesson.ts';

interface Props {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly isReadOnly: boolean;
}

/** The way back, whether all is saved, and the bin. */
export function LessonBar({ session, detail, isReadOnly }: Props) {
  const { t } = useTranslation();
  const isMoodle = useIsMoodle();
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
      <LessonSaveMark session={session} />
      <span className="lesson-bar-space" />
      {detail === undefined ? null : <SentMark session={session} state={detail.sync} isKeptHere={isMoodle} />}
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

/** Where the lesson stands; nothing while what is seen is not saved: « at the ENT » beside « not saved » would be said of another text. */
function SentMark({ session, ...mark }: Pick<Props, 'session'> & ComponentProps<typeof SyncMark>) {
  const { autosave } = session;
  const { status } = useSaveState(useMemo(() => [autosave], [autosave]));
  return status === 'failed' ? null : <SyncMark {...mark} />;
}

/** By itself: it changes while one types, and the rest of the bar has nothing to do with that. */
function LessonSaveMark({ session }: Pick<Props, 'session'>) {
  const { autosave, plan, homework } = session;
  const drafts = useSignal(homework.list);
  const saves = useMemo(
    () => [autosave, plan.autosave, ...drafts.map((draft) => draft.autosave)],
    [autosave, plan, drafts],
  );
  return (
    <SaveMark
      state={useSaveState(saves)}
      onRetry={() => {
        for (const save of saves) void save.retry();
      }}
    />
  );
}
