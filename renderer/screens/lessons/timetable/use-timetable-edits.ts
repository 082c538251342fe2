import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type {
  CalendarException,
  ProposedSlot,
  Slot,
  SlotFields,
  WeekCycle,
} from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import type { UndoStep } from '../../../app/undo.ts';

/** Does something, shows it, and says it with its undo. False when it failed, which was said. */
type Run = <T>(work: () => Promise<T>, step: (answer: T) => UndoStep) => Promise<boolean>;

const { timetable } = engineClient;

export type TimetableEdits = ReturnType<typeof useTimetableEdits>;

/** Everything that changes the timetable; each says what it did, and is taken back by Ctrl+Z. */
export function useTimetableEdits() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const run: Run = async (work, step) => {
    try {
      const answer = await work();
      await queries.invalidateQueries({ queryKey: engine.timetable.key() });
      toasts.undoable(step(answer));
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
  return { ...slotEdits(run, t), ...severalEdits(run, t), ...calendarEdits(run, t) };
}

const removeSlots = async (ids: string[]) => timetable.removeSlots({ ids });
const restoreSlots = async (ids: string[]) => timetable.restoreSlots({ ids });

function slotEdits(run: Run, t: TFunction) {
  return {
    saveSlot: (id: string | null, fields: SlotFields) =>
      run(
        async () => timetable.saveSlot(id === null ? fields : { ...fields, id }),
        (saved) => ({
          label: t(id === null ? 'timetable.done.added' : 'timetable.done.changed'),
          undo: async () =>
            saved.previous === null
              ? removeSlots([saved.id])
              : timetable.saveSlot({ ...saved.previous, id: saved.id }),
          redo: async () =>
            saved.previous === null
              ? restoreSlots([saved.id])
              : timetable.saveSlot({ ...fields, id: saved.id }),
        }),
      ),
    removeSlot: ({ id }: Slot) =>
      run(
        async () => removeSlots([id]),
        () => ({
          label: t('timetable.done.removed'),
          undo: async () => restoreSlots([id]),
          redo: async () => removeSlots([id]),
        }),
      ),
  };
}

/** Several lines at once. */
function severalEdits(run: Run, t: TFunction) {
  return {
    addSlots: (slots: SlotFields[]) =>
      run(
        async () => (await timetable.addSlots({ slots })).ids,
        (ids) => ({
          label: t('timetable.done.proposed', { count: ids.length }),
          undo: async () => removeSlots(ids),
          redo: async () => restoreSlots(ids),
        }),
      ),
    addProposed: (proposed: readonly ProposedSlot[]) =>
      run(
        async () => {
          const ids: string[] = [];
          for (const { classGroupName: _, lessonCount: __, ...fields } of proposed)
            ids.push((await timetable.saveSlot(fields)).id);
          return ids;
        },
        (ids) => ({
          label: t('timetable.done.proposed', { count: ids.length }),
          undo: async () => removeSlots(ids),
          redo: async () => restoreSlots(ids),
        }),
      ),
  };
}

function calendarEdits(run: Run, t: TFunction) {
  return {
    saveCycle: (cycle: WeekCycle) =>
      run(
        async () => timetable.saveCycle(cycle),
        ({ previous }) => ({
          label: t('timetable.done.cycle'),
          undo: async () => timetable.saveCycle(previous),
          redo: async () => timetable.saveCycle(cycle),
        }),
      ),
    addException: (fields: Omit<CalendarException, 'id'>) =>
      run(
        async () => timetable.saveException(fields),
        ({ id }) => ({
          label: t('timetable.done.exceptionAdded', { name: fields.name }),
          undo: async () => timetable.removeException({ id }),
          redo: async () => timetable.restoreException({ id }),
        }),
      ),
    removeException: ({ id, name }: CalendarException) =>
      run(
        async () => timetable.removeException({ id }),
        () => ({
          label: t('timetable.done.exceptionRemoved', { name }),
          undo: async () => timetable.restoreException({ id }),
          redo: async () => timetable.removeException({ id }),
        }),
      ),
  };
}
