import { Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMENT_MAX_LENGTH } from '../../../preload/contract/index.ts';
import { undoStack } from '../../app/undo.ts';
import { commentSave, writeComment } from './grading-edits.ts';

/** From here on the length is shown: before, it would only be noise. */
const LENGTH_SHOWN_FROM = COMMENT_MAX_LENGTH - 500;

interface Props {
  readonly submissionId: string;
  readonly name: string;
  /** What the engine has; undefined while it is being read. */
  readonly savedText: string | undefined;
  readonly isReadOnly: boolean;
  readonly field: Ref<HTMLTextAreaElement>;
}

/**
 * The teacher's comment, saved at each pause and when it is left. Give it the submission's id as `key`.
 *
 * While it has the focus the text is the teacher's own: what the engine made of it (without the spaces at
 * its end) is shown only afterwards.
 */
export function CommentField({ submissionId, name, savedText, isReadOnly, field }: Props) {
  const { t } = useTranslation();
  const lengthId = useId();
  const autosave = commentSave(submissionId);
  const [typed, setTyped] = useState<string | null>(autosave.pending?.value ?? null);
  const before = useRef<string | null>(null);
  const text = typed ?? savedText ?? '';
  const excess = text.length - COMMENT_MAX_LENGTH;
  const isLengthShown = text.length >= LENGTH_SHOWN_FROM;

  const type = (value: string) => {
    before.current ??= text;
    setTyped(value);
    autosave.type(value);
  };
  const leave = async () => {
    await autosave.flush();
    if (autosave.pending !== null) return;
    rememberComment();
    setTyped(null);
  };
  const rememberComment = () => {
    const [from, to] = [before.current, typed];
    before.current = null;
    if (from === null || to === null || from === to) return;
    undoStack.push({
      label: t('grading.panel.commentSaved', { name }),
      undo: async () => writeComment(submissionId, from),
      redo: async () => writeComment(submissionId, to),
    });
  };
  const leaveWithScreen = useEffectEvent(() => void leave());
  useEffect(() => () => leaveWithScreen(), []);
  return (
    <div className="comment-field">
      <Textarea
        ref={field}
        label={t('grading.panel.comment')}
        aria-label={t('grading.panel.commentLabel', { name })}
        placeholder={t('grading.panel.commentHint')}
        autosize
        minRows={5}
        maxRows={18}
        spellCheck
        disabled={savedText === undefined && typed === null}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => void leave()}
        error={excess > 0}
        aria-describedby={isLengthShown ? lengthId : undefined}
        data-testid="comment-field"
      />
      {!isLengthShown ? null : (
        <p id={lengthId} className="comment-length" data-over={excess > 0 || undefined}>
          {t(excess > 0 ? 'grading.panel.tooLong' : 'grading.panel.length', {
            length: text.length,
            max: COMMENT_MAX_LENGTH,
            excess,
          })}
        </p>
      )}
    </div>
  );
}
