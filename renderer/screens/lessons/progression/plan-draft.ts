import type { LessonPlan } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { createSignal, type Signal } from '../../../app/signal.ts';
import { undoStack } from '../../../app/undo.ts';
import { Autosave } from '../../../components/autosave/autosave.ts';
import { watchUnsaved } from '../../../components/autosave/unsaved.ts';

const PAUSE_MS = 600;
const NO_PLAN: LessonPlan = { sequenceId: null, minutes: null, objectives: '' };

/**
 * What is planned of a lesson, as it is being written.
 *
 * Each field that is typed is a change of that field alone: the others may not have been read yet, or have changed elsewhere since.
 */
export class PlanDraft {
  readonly fields: Signal<LessonPlan> = createSignal(NO_PLAN);
  readonly autosave: Autosave<Partial<LessonPlan>>;
  readonly release: () => void;

  /** @param lessonId makes the lesson first, where it is not there yet */
  constructor(lessonId: () => Promise<string>) {
    this.autosave = new Autosave<Partial<LessonPlan>>({
      delayMs: PAUSE_MS,
      save: async (change) => savePlan(await lessonId(), change),
    });
    this.release = watchUnsaved(this.autosave);
  }

  /** Shows what the engine has, but for what is typed here and not saved yet. */
  refresh(plan: LessonPlan): void {
    const { objectives } = this.fields.get();
    // The engine keeps no space at the end; a teacher who has just typed one goes on writing behind it.
    const isSame = objectives.trim() === plan.objectives;
    this.fields.set({ ...plan, ...(isSame ? { objectives } : {}), ...this.autosave.pending?.value });
  }

  /** Takes what is typed, to be saved at the next pause. */
  change(change: Partial<LessonPlan>): void {
    this.fields.set({ ...this.fields.get(), ...change });
    this.autosave.type({ ...this.autosave.pending?.value, ...change });
  }

  /** Takes a choice that is whole at once: saved now, and taken back by Ctrl+Z. */
  choose(sequenceId: string | null, label: string): void {
    const before = this.fields.get().sequenceId;
    const write = async (id: string | null) => {
      this.change({ sequenceId: id });
      await this.autosave.flush();
    };
    undoStack.push({ label, undo: async () => write(before), redo: async () => write(sequenceId) });
    void write(sequenceId);
  }
}

async function savePlan(lessonId: string, change: Partial<LessonPlan>): Promise<void> {
  const plan = await engineClient.progression.plan({ lessonId });
  await engineClient.progression.savePlan({ ...plan, ...change, lessonId });
}
