import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../../preload/contract/index.ts';
import type { LessonSession } from '../lesson-session.ts';
import { useSavedDialog } from '../use-saved-dialog.ts';
import { MoodleDialog } from './moodle-dialog.tsx';

interface Props {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly isReadOnly: boolean;
}

/** In place of a publication, at a Moodle: what the course takes of the lesson. */
export function MoodlePart({ session, detail, isReadOnly }: Props) {
  const { t } = useTranslation();
  const dialog = useSavedDialog(session);
  return (
    <>
      <p className="lesson-hint">{t('lessons.editor.moodleHint')}</p>
      {isReadOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-haspopup="dialog"
          onClick={dialog.open}
          data-testid="lesson-moodle"
        >
          {t('lessons.moodle.open')}
        </Button>
      )}
      {dialog.isOpen && detail !== undefined ? (
        <MoodleDialog lessonId={detail.id} onClose={dialog.close} />
      ) : null}
    </>
  );
}
