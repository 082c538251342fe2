import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Gradebook, GradebookCell } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { retryAcrossRestarts } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import { useFormats } from '../../i18n/use-formats.ts';

interface Edit {
  readonly classGroupId: string;
  readonly cell: GradebookCell;
  readonly studentName: string;
  /** Hundredths; null erases the grade. */
  readonly pointsTimes100: number | null;
}

/**
 * Saves a grade from the gradebook, shows it at once, and remembers it for Ctrl+Z.
 *
 * The averages follow when the engine says that grades have changed.
 */
export function useSaveGrade() {
  const { t } = useTranslation();
  const formats = useFormats();
  const queries = useQueryClient();
  const toasts = useToasts();
  const keyOf = (classGroupId: string) => engine.classes.gradebook.queryKey({ input: { classGroupId } });
  return useMutation({
    ...retryAcrossRestarts,
    mutationFn: async ({ cell, pointsTimes100 }: Edit) =>
      engineClient.grading.saveGrade({ submissionId: cell.submissionId, pointsTimes100 }),
    onMutate: ({ classGroupId, cell, pointsTimes100 }) => {
      queries.setQueryData(keyOf(classGroupId), (book) =>
        book === undefined ? book : withGrade(book, cell, pointsTimes100),
      );
    },
    onSuccess: (_saved, { cell, studentName, pointsTimes100 }) => {
      // What the teacher saw before, rather than the engine's answer: after a retry that would be the new grade.
      const { submissionId, pointsTimes100: previousTimes100 } = cell;
      const label =
        pointsTimes100 === null
          ? t('classes.gradebook.removed', { student: studentName })
          : t('classes.gradebook.saved', { student: studentName, points: formats.points(pointsTimes100) });
      undoStack.push({
        label,
        undo: async () => engineClient.grading.saveGrade({ submissionId, pointsTimes100: previousTimes100 }),
        redo: async () => engineClient.grading.saveGrade({ submissionId, pointsTimes100 }),
      });
    },
    onError: (error, { classGroupId }) => {
      toasts.failed(error);
      void queries.invalidateQueries({ queryKey: keyOf(classGroupId) });
    },
  });
}

function withGrade(
  book: Gradebook,
  { submissionId }: GradebookCell,
  pointsTimes100: number | null,
): Gradebook {
  const cells = book.cells.map((cell) =>
    cell.submissionId === submissionId ? { ...cell, pointsTimes100, sync: 'waiting' as const } : cell,
  );
  return { ...book, cells };
}
