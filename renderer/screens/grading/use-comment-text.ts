import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import { commentSteps } from '../../app/undo-steps.ts';
import {
  commentSave,
  earlyComments,
  joinEarlyComment,
  leaveComment,
  settleEarlyComment,
  typeComment,
  writeComment,
} from './grading-edits.ts';

/**
 * The text in the comment field, its autosave, and one undo step for each stay in it.
 *
 * A teacher who knows the keys types before the engine has answered what is saved: those words wait, and go after it.
 * @param savedText what the engine has; undefined while it is being read
 */
export function useCommentText(submissionId: string, name: string, savedText: string | undefined) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const autosave = commentSave(submissionId);
  const [typed, setTyped] = useState<string | null>(
    autosave.pending?.value ?? earlyComments.get(submissionId) ?? null,
  );
  const before = useRef<string | null>(null);
  const text = typed ?? savedText ?? '';
  const isKnown = savedText !== undefined || autosave.pending !== null;

  const type = (value: string) => {
    setTyped(value);
    if (!isKnown) return void earlyComments.set(submissionId, value);
    before.current ??= text;
    typeComment(submissionId, value, text);
  };
  useLayoutEffect(() => {
    if (savedText === undefined) return;
    const joined = joinEarlyComment(submissionId, savedText);
    if (joined === null) return;
    before.current = savedText;
    setTyped(joined);
  }, [submissionId, savedText]);
  const leave = async () => {
    await autosave.flush();
    if (autosave.pending !== null || earlyComments.has(submissionId)) return;
    leaveComment(submissionId);
    rememberComment();
    setTyped(null);
  };
  const rememberComment = () => {
    const [from, to] = [before.current, typed];
    before.current = null;
    if (from === null || to === null || from === to) return;
    const steps = commentSteps(from, to);
    undoStack.push({
      label: t('grading.panel.commentSaved', { name }),
      undo: async () => writeComment(submissionId, steps.undo),
      redo: async () => writeComment(submissionId, steps.redo),
    });
  };
  const leaveWithScreen = useEffectEvent(() => {
    if (earlyComments.has(submissionId)) settleEarlyComment(submissionId).catch(toasts.failed);
    else void leave();
  });
  useEffect(() => () => leaveWithScreen(), []);
  return { text, isKnown, type, leave };
}
