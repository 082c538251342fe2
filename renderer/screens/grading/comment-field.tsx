import { Button, Textarea } from '@mantine/core';
import type { KeyboardEvent, Ref } from 'react';
import { useId, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { COMMENT_MAX_LENGTH } from '../../../preload/contract/index.ts';
import { useKeyFor } from '../../app/chosen-keys.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { BankPicker } from './bank/bank-picker.tsx';
import type { BankValues } from './bank/bank-text.ts';
import { beginsWord, insertComment } from './bank/bank-text.ts';
import { useBankEdits } from './bank/use-bank-edits.ts';
import { useCommentText } from './use-comment-text.ts';

/** From here on the length is shown: before, it would only be noise. */
const LENGTH_SHOWN_FROM = COMMENT_MAX_LENGTH - 500;

export interface CommentFieldHandle {
  focus(): void;
  /** Opens the bank where the caret was. */
  openBank(): void;
  /** Keeps the comment in the bank, or what is selected of it. */
  keep(): void;
  /** Adds lines after what is written. */
  append(lines: string): void;
}

interface Props {
  readonly submissionId: string;
  readonly assignmentId: string;
  readonly name: string;
  /** What a comment of the bank is filled with. */
  readonly values: BankValues;
  /** What the engine has; undefined while it is being read. */
  readonly savedText: string | undefined;
  readonly isReadOnly: boolean;
  readonly handle: Ref<CommentFieldHandle>;
}

/**
 * The teacher's comment, saved at each pause and when it is left. Give it the submission's id as `key`.
 *
 * While it has the focus the text is the teacher's own: what the engine made of it (without the spaces at
 * its end) is shown only afterwards. What is typed before the saved text is known goes after it. A « / »
 * where a word begins opens the bank.
 */
export function CommentField({ submissionId, assignmentId, values, savedText, isReadOnly, ...rest }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const bank = useBankEdits();
  const bankKey = useKeyFor()('/');
  const lengthId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, isKnown, type, leave } = useCommentText(submissionId, rest.name, savedText);
  const [isBankOpen, setIsBankOpen] = useState(false);
  const excess = text.length - COMMENT_MAX_LENGTH;
  const isLengthShown = text.length >= LENGTH_SHOWN_FROM;
  const canWrite = !isReadOnly;

  const insert = (words: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const inserted = insertComment(text, [selectionStart, selectionEnd], words);
    write(inserted.text, inserted.caret);
  };
  /** The text is in the field before the caret is placed in it, and both before the next key. */
  const write = (next: string, caret: number) => {
    flushSync(() => type(next));
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
  };
  const take = (words: string, id: string) => {
    setIsBankOpen(false);
    insert(words);
    engineClient.commentBank.use({ id, assignmentId }).catch(toasts.failed);
  };
  const closeBank = (typed: '' | '/') => {
    setIsBankOpen(false);
    if (typed === '') field.current?.focus();
    else insert(typed);
  };
  const keep = () => {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const kept = (text.slice(selectionStart, selectionEnd).trim() || text).trim();
    if (kept === '') toasts.done(t('commentBank.nothingToKeep'));
    else void bank.save({ text: kept, folder: '', tags: [], ofSubmissionId: submissionId });
  };
  const append = (lines: string) => {
    const next = text.trim() === '' ? lines : `${text.trimEnd()}\n${lines}`;
    write(next, next.length);
  };
  useImperativeHandle(rest.handle, () => ({
    focus: () => field.current?.focus(),
    openBank: () => setIsBankOpen(canWrite),
    keep: () => {
      if (canWrite) keep();
    },
    append: (lines) => {
      if (canWrite) append(lines);
    },
  }));
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== '/' || !canWrite || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!beginsWord(text, event.currentTarget.selectionStart)) return;
    event.preventDefault();
    setIsBankOpen(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that the focus has left what is inside
    <div
      className="comment-field"
      onBlur={({ currentTarget, relatedTarget }) => {
        // Between the field and its bank the teacher is still writing: the text stays theirs, spaces and all.
        if (currentTarget.contains(relatedTarget)) return;
        setIsBankOpen(false);
        void leave();
      }}
    >
      <div className="comment-head">
        <label className="grading-label" htmlFor={`${lengthId}-field`}>
          {t('grading.panel.comment')}
        </label>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={!canWrite}
          aria-expanded={isBankOpen}
          aria-keyshortcuts={bankKey}
          // The caret stays where it is in the comment.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => setIsBankOpen(!isBankOpen)}
          data-testid="open-bank"
        >
          {t('commentBank.open')}
        </Button>
      </div>
      <Textarea
        ref={field}
        id={`${lengthId}-field`}
        aria-label={t('grading.panel.commentLabel', { name: rest.name })}
        placeholder={t('grading.panel.commentHint')}
        inputContainer={(field) => (
          <div className="comment-text" data-text={text}>
            {field}
          </div>
        )}
        spellCheck
        aria-busy={!isKnown}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={excess > 0}
        aria-describedby={isLengthShown ? lengthId : undefined}
        data-testid="comment-field"
      />
      {!isBankOpen ? null : (
        <BankPicker assignmentId={assignmentId} values={values} onTake={take} onClose={closeBank} />
      )}
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
