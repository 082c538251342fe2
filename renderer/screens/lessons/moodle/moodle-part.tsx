import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../../preload/contract/index.ts';
import { useToasts } from '../../../app/toasts.tsx';
import type { LessonSession } from '../lesson-session.ts';
import { MoodleDialog } from './moodle-dialog.tsx';

interface Props {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly isReadOnly: boolean;
}

/** In place of a publication, at a Moodle: what the course takes of the lesson. */
export function MoodlePart({ session, detail, isReadOnly }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [isOpen, setIsOpen] = useState(false);
  const open = async () => {
    // What is brought there is what is on the screen.
    await session.ensureSaved();
    await session.flush();
    setIsOpen(true);
  };
  return (
    <>
      <p className="lesson-hint">{t('lessons.editor.moodleHint')}</p>
      {isReadOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-haspopup="dialog"
          onClick={() => void open().catch(toasts.failed)}
          data-testid="lesson-moodle"
        >
          {t('lessons.moodle.open')}
        </Button>
      )}
      {isOpen && detail !== undefined ? (
        <MoodleDialog lessonId={detail.id} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}
