import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../../preload/contract/index.ts';
import { useSignal } from '../../../app/signal.ts';
import type { LessonSession } from '../lesson-session.ts';
import { titleOf } from '../lesson-title.ts';
import { useSavedDialog } from '../use-saved-dialog.ts';
import { PublicationDialog } from './publication-dialog.tsx';
import { usePublicationWords } from './use-publication-words.ts';

interface Props {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly isReadOnly: boolean;
}

/** Whether students see the lesson; published or withdrawn at once, or by a dialog at a date and in other classes. */
export function PublicationPart({ session, detail, isReadOnly }: Props) {
  const { t } = useTranslation();
  const fields = useSignal(session.fields);
  const publicationWords = usePublicationWords();
  const dialog = useSavedDialog(session);
  const { state, words } = publicationWords(fields);
  const title = titleOf(fields);
  const sync = detail?.sync === 'synced' ? 'published' : 'publishing';
  const hint = state === 'planned' ? words : t(`lessons.editor.${state === 'draft' ? 'draft' : sync}Hint`);
  return (
    <>
      <Switch
        label={t('lessons.editor.published')}
        description={hint}
        checked={state === 'published'}
        disabled={isReadOnly}
        onChange={(event) => {
          const isPublished = event.currentTarget.checked;
          const label = t(isPublished ? 'lessons.undo.published' : 'lessons.undo.unpublished', { title });
          session.set({ isPublished, publishAt: null }, label);
        }}
        data-testid="lesson-published"
      />
      {isReadOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-haspopup="dialog"
          onClick={dialog.open}
          data-testid="lesson-publish"
        >
          {t('lessons.publication.open')}
        </Button>
      )}
      {dialog.isOpen && detail !== undefined ? (
        <PublicationDialog lesson={detail} onClose={dialog.close} />
      ) : null}
    </>
  );
}
