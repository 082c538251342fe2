import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SubmissionDetail } from '../../../preload/contract/index.ts';
import { useToasts } from '../../app/toasts.tsx';
import { commentSteps } from '../../app/undo-steps.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { writeComment } from './grading-edits.ts';

interface Props {
  readonly detail: SubmissionDetail;
  readonly name: string;
  readonly isReadOnly: boolean;
}

/** What the teacher's own comment said before a sync put the text of another computer of theirs there. */
export function EarlierTexts({ detail, name, isReadOnly }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const toasts = useToasts();
  const mine = detail.comments.find(({ isMine }) => isMine);
  if (mine?.earlierTexts === undefined) return null;
  const takeUp = async (text: string) => {
    const steps = commentSteps(mine.text, text);
    const redo = () => writeComment(detail.id, steps.redo);
    await redo();
    const label = t('grading.panel.commentSaved', { name });
    toasts.undoable({ label, undo: async () => writeComment(detail.id, steps.undo), redo });
  };
  return (
    <div data-testid="earlier-texts">
      <p className="grading-label">{t('grading.earlier.label')}</p>
      <ul className="grading-history">
        {mine.earlierTexts.map(({ text, writtenAt }) => (
          <li key={text}>
            <span className="grading-earlier-text">{text}</span> {formats.dateTime(writtenAt)}{' '}
            {isReadOnly ? null : (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={t('grading.earlier.takeUpOf', { text })}
                onClick={() => void takeUp(text).catch(toasts.failed)}
              >
                {t('grading.earlier.takeUp')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
