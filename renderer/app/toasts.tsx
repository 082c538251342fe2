import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../i18n/error-words.ts';
import { toAppError } from './app-error.ts';
import type { UndoStep } from './undo.ts';
import { undoStack } from './undo.ts';

/** 6 s: time to read a sentence and to reach its button. Errors stay until closed. */
const TOAST_MS = 6000;

export interface Toasts {
  /** Something is done: one short sentence. */
  done(text: string): void;
  /** A call failed: the error's own words. */
  failed(error: unknown): void;
  /** Remembers an edit for Ctrl+Z, and says it with an « Annuler » button. */
  undoable(step: UndoStep): void;
  undoLast(): Promise<void>;
  redoLast(): Promise<void>;
}

/** Short messages at the foot of the window, read aloud by screen readers. */
export function useToasts(): Toasts {
  const { t, i18n } = useTranslation();

  const done = useCallback((text: string) => {
    notifications.show({ message: text, icon: <IconCheck size={18} />, color: 'green', autoClose: TOAST_MS });
  }, []);

  const failed = useCallback(
    (error: unknown) => {
      const { title, text } = errorWords(t, i18n.language, toAppError(error));
      const icon = <IconAlertTriangle size={18} />;
      notifications.show({ title, message: text, icon, color: 'red', autoClose: false, role: 'alert' });
    },
    [t, i18n],
  );

  return useMemo(() => {
    const undoLast = async () => {
      try {
        const step = await undoStack.undo();
        done(step === null ? t('app.undo.nothing') : t('app.undo.undone', { label: step.label }));
      } catch (error) {
        failed(error);
      }
    };
    const redoLast = async () => {
      try {
        const step = await undoStack.redo();
        done(step === null ? t('app.undo.nothingToRedo') : t('app.undo.redone', { label: step.label }));
      } catch (error) {
        failed(error);
      }
    };
    const undoable = (step: UndoStep) => {
      undoStack.push(step);
      const id = crypto.randomUUID();
      const onUndo = () => {
        notifications.hide(id);
        // Only the newest edit can be taken back: an older one's button would undo another edit.
        if (undoStack.state.get().done.at(-1) === step) void undoLast();
      };
      notifications.show({
        id,
        message: <UndoMessage label={step.label} action={t('app.action.undo')} onUndo={onUndo} />,
        icon: <IconCheck size={18} />,
        color: 'green',
        autoClose: TOAST_MS,
      });
    };
    return { done, failed, undoable, undoLast, redoLast };
  }, [t, done, failed]);
}

function UndoMessage({ label, action, onUndo }: { label: string; action: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text>{label}</Text>
      <Button variant="subtle" size="compact-sm" onClick={onUndo}>
        {action}
      </Button>
    </Group>
  );
}
