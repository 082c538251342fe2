import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Gradebook, GradebookCell, GradeMark, Scale } from '../../../preload/contract/index.ts';
import { isEmptyMark } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { retryAcrossRestarts } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import { gradeSteps } from '../../app/undo-steps.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';

export interface ShownGradebook {
  readonly classGroupId: string;
  readonly periodId: string | null;
}

interface Edit {
  /** The gradebook that is shown: of a class, and of a period or the year. */
  readonly shown: ShownGradebook;
  readonly cell: GradebookCell;
  readonly studentName: string;
  readonly mark: GradeMark;
  /** What was shown when it began to be typed. */
  readonly before: GradeMark;
  readonly scale: Scale | null;
}

/**
 * Saves a grade from the gradebook, shows it at once, and remembers it for Ctrl+Z.
 *
 * The averages follow when the engine says that grades have changed.
 */
export function useSaveGrade() {
  const { t } = useTranslation();
  const words = useMarkWords();
  const queries = useQueryClient();
  const toasts = useToasts();
  const keyOf = (shown: ShownGradebook) => engine.classes.gradebook.queryKey({ input: shown });
  return useMutation({
    ...retryAcrossRestarts,
    mutationFn: async ({ cell, mark, before }: Edit) =>
      engineClient.grading.saveGrade({ submissionId: cell.submissionId, ...mark, before: markIn(before) }),
    onMutate: ({ shown, cell, mark }) => {
      queries.setQueryData(keyOf(shown), (book) => (book === undefined ? book : withMark(book, cell, mark)));
    },
    onSuccess: ({ outOfTimes100, previousOutOfTimes100 }, { cell, studentName, mark, scale }) => {
      // What the teacher saw before, rather than the engine's answer: after a retry that would be the new mark.
      const { submissionId } = cell;
      const previous = markIn(cell);
      const label = isEmptyMark(mark)
        ? t('classes.gradebook.removed', { student: studentName })
        : t('classes.gradebook.saved', { student: studentName, points: words(mark, scale) });
      const steps = gradeSteps({ mark: markIn(mark), previous, outOfTimes100, previousOutOfTimes100 });
      undoStack.push({
        label,
        undo: async () => engineClient.grading.saveGrade({ submissionId, ...steps.undo }),
        redo: async () => engineClient.grading.saveGrade({ submissionId, ...steps.redo }),
      });
    },
    onError: (error, { shown }) => {
      toasts.failed(error);
      void queries.invalidateQueries({ queryKey: keyOf(shown) });
    },
  });
}

/** A mark alone: what holds it may say more. */
function markIn({ pointsTimes100, standing, isCounted }: GradeMark): GradeMark {
  return { pointsTimes100, standing, isCounted };
}

function withMark(book: Gradebook, { submissionId }: GradebookCell, mark: GradeMark): Gradebook {
  const cells = book.cells.map((cell) =>
    cell.submissionId === submissionId
      ? { ...cell, ...mark, outOfTimes100: undefined, sync: 'waiting' as const }
      : cell,
  );
  return { ...book, cells };
}
