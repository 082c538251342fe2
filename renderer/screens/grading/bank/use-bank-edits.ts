import { useTranslation } from 'react-i18next';
import type { BankComment } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { excerptOf } from './bank-text.ts';

export interface BankDraft {
  readonly id?: string;
  readonly text: string;
  readonly folder: string;
  readonly tags: string[];
  /** The copy on which it was typed. */
  readonly ofSubmissionId?: string;
}

export type BankEdits = ReturnType<typeof useBankEdits>;

/** Everything that changes the bank; each says what it did, and is taken back by Ctrl+Z. */
export function useBankEdits() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const doUndoable = useUndoable();
  const { commentBank } = engineClient;

  const save = async (draft: BankDraft): Promise<boolean> => {
    try {
      const { id, previous, isKnown } = await commentBank.save(draft);
      if (isKnown) toasts.done(t('commentBank.done.known'));
      else if (previous === null)
        toasts.undoable({
          label: t('commentBank.done.added', { text: excerptOf(draft.text) }),
          undo: async () => commentBank.remove({ ids: [id] }),
          redo: async () => commentBank.restore({ ids: [id] }),
        });
      else
        toasts.undoable({
          label: t('commentBank.done.changed'),
          undo: async () => commentBank.save({ id, ...previous }),
          redo: async () => commentBank.save({ ...draft, id }),
        });
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };

  const remove = ({ id, text }: BankComment) =>
    doUndoable(
      t('commentBank.done.removed', { text: excerptOf(text) }),
      async () => commentBank.remove({ ids: [id] }),
      async () => commentBank.restore({ ids: [id] }),
    );

  const renameFolder = (from: string, to: string, comments: readonly BankComment[]) => {
    const ids = comments.map(({ id }) => id);
    doUndoable(
      t('commentBank.done.renamed', { folder: to }),
      async () => commentBank.move({ ids, folder: to }),
      async () => commentBank.move({ ids, folder: from }),
    );
  };

  return { save, remove, renameFolder };
}

/** Does something at once, and says it with its undo. */
export function useUndoable() {
  const toasts = useToasts();
  return (label: string, redo: () => Promise<unknown>, undo: () => Promise<unknown>) => {
    redo().then(() => toasts.undoable({ label, undo, redo }), toasts.failed);
  };
}
