import { Button, Group, Text } from '@mantine/core';
import type { NotificationData } from '@mantine/notifications';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { flushUnsaved } from '../components/autosave/unsaved.ts';
import { type ErrorWords, errorWords } from '../i18n/error-words.ts';
import { toAppError } from './app-error.ts';
import { askSignInIfNeeded } from './sign-in-request.ts';
import type { UndoStep } from './undo.ts';
import { undoStack } from './undo.ts';

/** 6 s: time to read a sentence and to reach its button. Errors and warnings stay until closed. */
const TOAST_MS = 6000;

/** What says only its last: the list of edits, and the exchange. Ten undos in a row do not pile up. */
type Series = 'edits' | 'sync';
const lastOf = new Map<Series, string>();

/** The id of the next toast of a series, whose last one goes. Never the same: each has its own time. */
function nextOf(series: Series): string {
  const id = crypto.randomUUID();
  notifications.hide(lastOf.get(series) ?? '');
  lastOf.set(series, id);
  return id;
}

/** A title and a text that are asked for again when the language changes. */
export type LiveWords = (t: TFunction, language: string) => ErrorWords;

export interface Toasts {
  /** Something is done: one short sentence. */
  done(text: string): void;
  /** How an exchange ended: shown only, since the announcer says it to screen readers. `isWarning`: something is left to be decided. */
  synced(text: string, isWarning?: boolean): void;
  /** A call failed: the error's own words. */
  failed(error: unknown): void;
  /** Something that the teacher must know: stays until closed, and follows the language of the window. */
  warned(words: LiveWords): void;
  /** Remembers an edit for Ctrl+Z, and says it with an « Annuler » button. */
  undoable(step: UndoStep): void;
  undoLast(): Promise<void>;
  redoLast(): Promise<void>;
}

/** Short messages at the foot of the window, read aloud by screen readers. */
export function useToasts(): Toasts {
  const { t } = useTranslation();
  return useMemo(() => createToasts(t), [t]);
}

function createToasts(t: TFunction): Toasts {
  const show = (toast: NotificationData) =>
    notifications.show({ closeButtonProps: { 'aria-label': t('app.action.close') }, ...toast });

  const showDone = (message: ReactNode, more: Partial<NotificationData> = {}) =>
    show({ message, icon: <IconCheck size={18} />, color: 'green', autoClose: TOAST_MS, ...more });
  const done = (text: string) => void showDone(text);
  const synced = (text: string, isWarning = false) => {
    const looks = isWarning ? { icon: <IconAlertTriangle size={18} />, color: 'amber' } : {};
    showDone(text, { id: nextOf('sync'), role: 'presentation', ...looks });
  };
  const stay = (words: LiveWords, looks: Pick<NotificationData, 'color' | 'role'>) =>
    void show({
      title: <Live words={words} part="title" />,
      message: <Live words={words} part="text" />,
      icon: <IconAlertTriangle size={18} />,
      autoClose: false,
      ...looks,
    });
  const failed = (error: unknown) => {
    if (askSignInIfNeeded(error)) return;
    const known = toAppError(error);
    stay((say, language) => errorWords(say, language, known), { color: 'red', role: 'alert' });
  };
  const warned = (words: LiveWords) => stay(words, { color: 'amber' });
  const told = (text: string) => showDone(text, { id: nextOf('edits') });
  const undoLast = async () => {
    try {
      // What is being saved is the last edit already, though the engine has not answered yet.
      await flushUnsaved();
      const step = await undoStack.undo();
      told(step === null ? t('app.undo.nothing') : t('app.undo.undone', { label: step.label }));
    } catch (error) {
      failed(error);
    }
  };
  const redoLast = async () => {
    try {
      const step = await undoStack.redo();
      told(step === null ? t('app.undo.nothingToRedo') : t('app.undo.redone', { label: step.label }));
    } catch (error) {
      failed(error);
    }
  };
  const undoable = (step: UndoStep) => {
    undoStack.push(step);
    const id = nextOf('edits');
    const onUndo = () => {
      notifications.hide(id);
      // Only the newest edit can be taken back: an older one's button would undo another edit.
      if (undoStack.state.get().done.at(-1) === step) void undoLast();
    };
    const message = <UndoMessage label={step.label} action={t('app.action.undo')} onUndo={onUndo} />;
    showDone(message, { id });
  };
  return { done, synced, failed, warned, undoable, undoLast, redoLast };
}

function Live({ words, part }: { words: LiveWords; part: keyof ErrorWords }) {
  const { t, i18n } = useTranslation();
  return words(t, i18n.language)[part];
}

function UndoMessage({ label, action, onUndo }: { label: string; action: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text>{label}</Text>
      <Button variant="subtle" size="compact-sm" flex="none" onClick={onUndo}>
        {action}
      </Button>
    </Group>
  );
}
