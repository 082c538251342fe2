import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type {
  Arrangement,
  ProgressionStep,
  Sequence,
  SequenceFields,
} from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { type Toasts, useToasts } from '../../../app/toasts.tsx';
import { useOutcomeWords } from './use-outcome-words.ts';
import { useShownYear } from './use-shown-year.ts';

const { progression } = engineClient;

export type ProgressionEdits = ReturnType<typeof useProgressionEdits>;

/** Everything that changes sequences and progressions. Each is one edit that Ctrl+Z takes back; false: it failed, and was told. */
export function useProgressionEdits() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const outcomeWords = useOutcomeWords();
  const ofYear = useShownYear();
  const shown = async () => queries.invalidateQueries({ queryKey: engine.progression.key() });
  const run: Run = async (work) => {
    try {
      await work();
      await shown();
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
  return {
    ...sequenceEdits(run, toasts, { t, ofYear }),
    /** @param what what was done, in the teacher's words; what follows from it is said after it */
    take: (classGroupId: string, step: ProgressionStep, what: string) =>
      run(async () => {
        const { outcome, before } = await progression.arrange({ classGroupId, step, ...ofYear });
        const words = step.kind === 'give' || step.kind === 'withdraw' ? '' : outcomeWords(outcome);
        const label = words === '' ? what : t('progression.done.with', { what, outcome: words });
        toasts.undoable({ label, ...swapping({ classGroupId, ...ofYear }, before) });
      }),
  };
}

type ClassYear = OfYear & { readonly classGroupId: string };

type Run = (work: () => Promise<void>) => Promise<boolean>;

type OfYear = ReturnType<typeof useShownYear>;

function sequenceEdits(run: Run, toasts: Toasts, { t, ofYear }: { t: TFunction; ofYear: OfYear }) {
  return {
    /** @param giveTo the class that gets it too, in the same edit; null for none */
    saveSequence: (id: string | null, fields: SequenceFields, giveTo: string | null) =>
      run(async () => {
        const saved = await progression.saveSequence(id === null ? fields : { ...fields, id });
        const given = giveTo === null ? null : await give({ classGroupId: giveTo, ...ofYear }, saved.id);
        toasts.undoable({
          label: t(id === null ? 'progression.done.added' : 'progression.done.changed', fields),
          undo: async () => {
            await given?.undo();
            if (saved.previous === null) await progression.removeSequence({ sequenceId: saved.id });
            else await progression.saveSequence({ ...saved.previous, id: saved.id });
          },
          redo: async () => {
            if (saved.previous === null) await progression.restoreSequence({ sequenceId: saved.id });
            else await progression.saveSequence({ ...fields, id: saved.id });
            await given?.redo();
          },
        });
      }),
    removeSequence: ({ id: sequenceId, title }: Sequence) =>
      run(async () => {
        const remove = async () => progression.removeSequence({ sequenceId });
        await remove();
        toasts.undoable({
          label: t('progression.done.removed', { title }),
          undo: async () => progression.restoreSequence({ sequenceId }),
          redo: remove,
        });
      }),
  };
}

async function give(ofClass: ClassYear, sequenceId: string) {
  const step = { kind: 'give', sequenceId, fromClassGroupId: null } as const;
  const { before } = await progression.arrange({ ...ofClass, step });
  return swapping(ofClass, before);
}

/** Undo and redo put each other's arrangement back. */
function swapping(ofClass: ClassYear, before: Arrangement) {
  let other = before;
  const swap = async () => {
    other = (await progression.putBack({ ...ofClass, arrangement: other })).before;
  };
  return { undo: swap, redo: swap };
}
