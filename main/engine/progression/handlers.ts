import type {
  Arrangement,
  ClassProgression,
  LessonPlan,
  ProgressionStep,
  ProgressionYear,
  SequenceFields,
  StepOutcome,
} from '../../../preload/contract/progression.ts';
import type { DomainContext } from '../context.ts';
import { arrange, putBack } from './arrange.ts';
import { readBoard } from './board.ts';
import { lessonsOfSequence, type ProgressionLesson } from './read-progressions.ts';
import { listSequences, planOf, savePlan, saveSequence, setSequenceRemoved } from './sequences.ts';
import { planStep } from './steps.ts';
import { readYear } from './year.ts';

type Done = Record<string, never>;

/** What the screens ask of sequences and of the progression of classes. Only lessons have a place in the outbox. */
export const progressionHandlers = {
  sequences: listSequences,

  saveSequence(
    context: DomainContext,
    input: SequenceFields & { id?: string | undefined; newId?: string | undefined },
  ): { id: string; previous: SequenceFields | null } {
    return saveSequence(context, input);
  },

  removeSequence(context: DomainContext, { sequenceId }: { sequenceId: string }): Done {
    return setSequenceRemoved(context, sequenceId, true);
  },

  restoreSequence(context: DomainContext, { sequenceId }: { sequenceId: string }): Done {
    return setSequenceRemoved(context, sequenceId, false);
  },

  plan(context: DomainContext, { lessonId }: { lessonId: string }): LessonPlan {
    return planOf(context, lessonId);
  },

  savePlan(context: DomainContext, input: LessonPlan & { lessonId: string }): { previous: LessonPlan } {
    return savePlan(context, input);
  },

  board(context: DomainContext, input: { classGroupId?: string | undefined }): ClassProgression[] {
    return readBoard(context, input);
  },

  /** Not a procedure of its own: the lessons of a sequence in a class, of one school year; none where the class has none. */
  lessonsOf(
    context: DomainContext,
    input: { classGroupId: string; sequenceId: string },
  ): ProgressionLesson[] {
    return lessonsOfSequence(context, input);
  },

  preview(context: DomainContext, input: { classGroupId: string; step: ProgressionStep }): StepOutcome {
    return planStep(context, input.classGroupId, input.step).outcome;
  },

  arrange(
    context: DomainContext,
    input: { classGroupId: string; step: ProgressionStep },
  ): { outcome: StepOutcome; before: Arrangement } {
    return arrange(context, input);
  },

  putBack(
    context: DomainContext,
    input: { classGroupId: string; arrangement: Arrangement },
  ): { before: Arrangement } {
    return putBack(context, input);
  },

  year(context: DomainContext, input: { classGroupId?: string | undefined }): ProgressionYear {
    return readYear(context, input);
  },
};
