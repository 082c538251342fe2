import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BlindCopy, MarkingRound } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { undoStack } from '../../../app/undo.ts';

/** What is told of a copy that is marked twice; undefined while it is being read. */
export function useBlindCopy(assignmentId: string, submissionId: string): BlindCopy | undefined {
  const { data } = useQuery(engine.grading.blindMarks.queryOptions({ input: { assignmentId } }));
  if (data === undefined) return undefined;
  const none: BlindCopy = { submissionId, given: [], disclosed: null };
  return data.find((copy) => copy.submissionId === submissionId) ?? none;
}

export interface BlindChange {
  readonly submissionId: string;
  readonly round: MarkingRound;
  readonly marker: string;
  readonly pointsTimes100: number | null;
}

/** Saves a round's grade, as one step of undo whose words do not tell it. */
export function useSaveBlindMark(name: string): (change: BlindChange) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (change) => {
    const { submissionId, round, marker } = change;
    engineClient.grading
      .saveBlindMark(change)
      .then(({ previous }) => {
        const back = previous ?? { submissionId, round, marker, pointsTimes100: null };
        undoStack.push({
          label: t('gradingRules.second.done', { name, round }),
          undo: async () => engineClient.grading.saveBlindMark(back),
          redo: async () => engineClient.grading.saveBlindMark(change),
        });
      })
      .catch(toasts.failed);
  };
}
