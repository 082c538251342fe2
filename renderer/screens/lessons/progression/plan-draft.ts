import type { LessonPlan } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { createSignal, type Signal } from '../../../app/signal.ts';
import { undoStack } from '../../../app/undo.ts';
import { Autosave } from '../../../components/autosave/autosave.ts';
import { watchUnsaved } from '../../../components/autosave/unsaved.ts';

const PAUSE_MS = 600;
const NO_PLAN: LessonPlan = { sequenceId: null, minutes: null, objectives: '' };

/** What is planned of a lesson, as it is being written. */
export class PlanDraft {
  readonly fields: Signal<LessonPlan> = createSignal(NO_PLAN);
  readonly autosave: Autosave<LessonPlan>;
  readonly release: () => void;

  /** @param lessonId makes the lesson first, where it is not there yet */
  constructor(lessonId: () => Promise<string>) {
    this.autosave = new Autosave<LessonPlan>({
      delayMs: PAUSE_MS,
      save: async (plan) => engineClient.progression.savePlan({ ...plan, lessonId: await lessonId() }),
    });
    this.release = watchUnsaved(this.autosave);
  }

  /** Shows what the engine has, unless something typed here is not saved yet. */
  refresh(plan: LessonPlan): void {
    if (this.autosave.pending === null) this.fields.set(plan);
  }

  /** Takes what is typed, to be saved at the next pause. */
  change(change: Partial<LessonPlan>): void {
    this.fields.set({ ...this.fields.get(), ...change });
    this.autosave.type(this.fields.get());
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
