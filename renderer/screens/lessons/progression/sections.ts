import type {
  ClassProgression,
  PlannedLesson,
  ProgressionStep,
  Sequence,
} from '../../../../preload/contract/index.ts';

/** The lessons of one sequence in one class, or (null) those that are in none. */
export interface Section {
  readonly classGroupId: string;
  readonly sequence: Sequence | null;
  readonly lessons: readonly PlannedLesson[];
}

/** The sections of a class: its sequences in their order, then what is in none, if there is any. */
export function sectionsOf({ classGroupId, sequences, lessons }: ClassProgression): Section[] {
  const of = (sequenceId: string | null) => lessons.filter((lesson) => lesson.sequenceId === sequenceId);
  const held = sequences.map((sequence) => ({ classGroupId, sequence, lessons: of(sequence.id) }));
  const loose = of(null);
  return loose.length === 0 ? held : [...held, { classGroupId, sequence: null, lessons: loose }];
}

/** The four ways in which a lesson moves by the keyboard. */
export type Direction = 'earlier' | 'later' | 'previous' | 'next';

/** With Alt, which by itself moves nothing in a list. */
export const KEY_OF: Readonly<Record<string, Direction>> = {
  ArrowUp: 'earlier',
  ArrowDown: 'later',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
};

type Move = Extract<ProgressionStep, { kind: 'move' }>;

/**
 * The step that moves a lesson one place in a direction; null where there is nowhere to go.
 *
 * Beyond the first or the last of its sequence a lesson goes on to the sequence beside it, at the end that is nearer.
 */
export function stepInDirection(
  sections: readonly Section[],
  lessonId: string,
  direction: Direction,
): Move | null {
  const at = sections.findIndex(({ lessons }) => lessons.some(({ id }) => id === lessonId));
  const section = sections[at];
  if (section === undefined) return null;
  const { lessons } = section;
  const index = lessons.findIndex(({ id }) => id === lessonId);
  const within = (beforeId: string | null): Move => moveTo(lessonId, section, beforeId);
  switch (direction) {
    case 'earlier':
      return index > 0 ? within(lessons[index - 1]?.id ?? null) : toEnd(lessonId, sections[at - 1]);
    case 'later':
      return laterIn(section, index) ?? toStart(lessonId, held(sections[at + 1]));
    case 'previous':
      return toEnd(lessonId, sections[at - 1]);
    case 'next':
      return toStart(lessonId, sections[at + 1]);
  }
}

/** One place later in its section; null for the last one. */
function laterIn(section: Section, index: number): Move | null {
  const [lesson, next, after] = section.lessons.slice(index);
  if (lesson === undefined || next === undefined) return null;
  // In no sequence there is no « after the last »: the other one comes before this one instead.
  if (section.sequence === null && after === undefined) return moveTo(next.id, section, lesson.id);
  return moveTo(lesson.id, section, after?.id ?? null);
}

/** A section that lessons are moved into by their date; what is in no sequence is nowhere in the order. */
function held(section: Section | undefined): Section | undefined {
  return section?.sequence === null ? undefined : section;
}

function toEnd(lessonId: string, section: Section | undefined): Move | null {
  return section === undefined ? null : moveTo(lessonId, section, null);
}

/** Whoever leaves all sequences keeps the date. */
function toStart(lessonId: string, section: Section | undefined): Move | null {
  if (section === undefined) return null;
  return moveTo(lessonId, section, section.sequence === null ? null : (section.lessons[0]?.id ?? null));
}

/** The step that puts a lesson into a section, before another one or (null) at its end. */
export function moveTo(lessonId: string, { sequence }: Section, beforeId: string | null): Move {
  return { kind: 'move', lessonId, sequenceId: sequence?.id ?? null, beforeId };
}

/** Whether a step would leave a lesson where it is. */
export function isIdle(section: Section, { lessonId, beforeId }: Move): boolean {
  const index = section.lessons.findIndex(({ id }) => id === lessonId);
  if (index < 0) return false;
  return beforeId === lessonId || beforeId === (section.lessons[index + 1]?.id ?? null);
}

/** How far a section is: lessons that have begun, and sessions that are meant. */
export function progressOf({ sequence, lessons }: Section, now: number): { done: number; planned: number } {
  return {
    done: lessons.filter(({ startsAt }) => startsAt <= now).length,
    planned: Math.max(lessons.length, sequence?.expectedSessions ?? 0),
  };
}
