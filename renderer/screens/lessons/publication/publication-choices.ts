import type { LessonPlace, LessonSummary, Publication } from '../../../../preload/contract/index.ts';

export type PublicationState = 'published' | 'planned' | 'draft';

/** Where a lesson stands with its students at an instant; one whose date has come since it was read is published. */
export function publicationOf(
  { isPublished, publishAt }: Pick<LessonSummary, 'isPublished' | 'publishAt'>,
  now: number,
): PublicationState {
  if (isPublished || (publishAt !== null && publishAt <= now)) return 'published';
  return publishAt === null ? 'draft' : 'planned';
}

/** What the teacher wants of one class. `keep`: as it is, or no copy where there is none. */
export type When = 'keep' | 'now' | 'hour' | 'date' | 'draft';

export interface Choice {
  readonly when: When;
  /** For `date`. */
  readonly atMs: number;
  /** When a copy that is made takes place; null: as the timetable proposes. */
  readonly startsAt: number | null;
  readonly isCorrected: boolean;
  /** A copy that is made gives the lesson's homework too. */
  readonly isHomeworkGiven: boolean;
}

/** What can be wanted of a class: nothing that it has already. */
export function whensOf(lesson: LessonPlace['lesson'], now: number): readonly When[] {
  if (lesson === null) return ['keep', 'now', 'hour', 'date', 'draft'];
  const state = publicationOf(lesson, now);
  return [
    'keep',
    ...(state === 'published' ? [] : (['now'] as const)),
    ...(lesson.startsAt > now ? (['hour'] as const) : []),
    'date',
    ...(state === 'draft' ? [] : (['draft'] as const)),
  ];
}

export interface ChosenPlace {
  readonly place: LessonPlace;
  readonly choice: Choice;
  /** What a copy is created under. */
  readonly newId: string;
  /** When a copy takes place unless the teacher chose otherwise. */
  readonly proposedAt: number;
  /** The lesson's homework, and when it would be due with a copy. */
  readonly homework: NonNullable<Publication['homework']>;
}

/** What the engine is asked: of each class for which something changes. */
export function toPublications(chosen: readonly ChosenPlace[]): Publication[] {
  return chosen.flatMap(({ place: { classGroupId, lesson }, choice, newId, proposedAt, homework }) => {
    const isCorrected = lesson !== null && choice.isCorrected;
    if (choice.when === 'keep' && !isCorrected) return [];
    return {
      classGroupId,
      lessonId: lesson?.id ?? newId,
      startsAt: lesson?.startsAt ?? choice.startsAt ?? proposedAt,
      isCorrected,
      ...atOf(choice),
      ...(lesson === null && choice.isHomeworkGiven && homework.length > 0
        ? { homework: [...homework] }
        : {}),
    };
  });
}

function atOf({ when, atMs }: Choice): Pick<Publication, 'at'> {
  if (when === 'keep') return {};
  if (when === 'draft') return { at: null };
  return { at: when === 'date' ? atMs : when };
}
