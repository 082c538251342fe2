import type {
  Arrangement,
  ClassProgression,
  LessonPlan,
  ProgressionYear,
  SequenceFields,
  StepOutcome,
} from '../../../preload/contract/progression.ts';
import type { DomainContext } from '../context.ts';
import { arrange, putBack } from './arrange.ts';
import { readBoard } from './board.ts';
import { lessonsOfSequence, type ProgressionLesson, readProgressions } from './read-progressions.ts';
import { listSequences, planOf, savePlan, saveSequence, setSequenceRemoved } from './sequences.ts';
import { type ClassYear, planStep, type WantedStep } from './steps.ts';
import { readYear, schoolYears } from './year.ts';

type Done = Record<string, never>;

/** One class, or all of them, in the school year of a day; absent: the one that runs. */
type OfYear = { readonly [Key in keyof ClassYear]?: ClassYear[Key] | undefined };

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

  board(context: DomainContext, input: OfYear): ClassProgression[] {
    return readBoard(context, input);
  },

  years: schoolYears,

  /** Not a procedure of its own: the order of a class's sequences, whatever the year that they are of. */
  orderOf(context: DomainContext, { classGroupId }: { classGroupId: string }): readonly string[] {
    const [progression] = readProgressions(context, { classGroupId });
    return progression?.sequenceIds ?? [];
  },

  /** Not a procedure of its own: the lessons of a sequence in a class, of one school year; none where the class has none. */
  lessonsOf(
    context: DomainContext,
    input: { classGroupId: string; sequenceId: string },
  ): ProgressionLesson[] {
    return lessonsOfSequence(context, input);
  },

  preview(context: DomainContext, input: WantedStep): StepOutcome {
    return planStep(context, input).outcome;
  },

  arrange(context: DomainContext, input: WantedStep): { outcome: StepOutcome; before: Arrangement } {
    return arrange(context, input);
  },

  putBack(context: DomainContext, input: ClassYear & { arrangement: Arrangement }): { before: Arrangement } {
    return putBack(context, input);
  },

  year(context: DomainContext, input: OfYear): ProgressionYear {
    return readYear(context, input);
  },
};
