import type { Homework, LessonDetail, LessonSummary, Resource } from '../../../preload/contract/domain.ts';
import type { ReuseSource } from '../../../preload/contract/reuse.ts';
import { SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearOf, schoolYearSpan } from '../calendar/school-days.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { progressionHandlers } from '../progression/handlers.ts';
import { emptyWeeksBefore } from './empty-weeks.ts';
import type { Material, MaterialDocument, MaterialHomework, MaterialLesson } from './material.ts';
import { readTemplateBody } from './templates.ts';

type Start = Pick<LessonSummary, 'id' | 'startsAt'>;

const DAY_MS = 86_400_000;

/** What a source holds, in the order in which it takes place. @throws CartableError `store/not-found` */
export function readMaterial(context: DomainContext, source: ReuseSource): Material {
  if (source.kind === 'template') return readTemplateBody(context, source.templateId);
  const starts = startsOf(context, source);
  const details = starts.map(({ id }) => lessonsHandlers.get(context, { lessonId: id }));
  const plans = starts.map(({ id }) => progressionHandlers.plan(context, { lessonId: id }));
  const gaps = emptyWeeksOf(context, details);
  const known = new Map(progressionHandlers.sequences(context).map((one) => [one.id, one]));
  const ids = [...new Set(plans.flatMap(({ sequenceId }) => sequenceId ?? []))].filter((id) => known.has(id));
  return {
    sequences: ids.map((id) => ({
      id,
      fields: fieldsOf(known.get(id) as KnownSequence),
    })),
    lessons: details.map((detail, index): MaterialLesson => {
      const { sequenceId = null, minutes = null, objectives = '' } = plans[index] ?? {};
      const at = sequenceId === null ? -1 : ids.indexOf(sequenceId);
      return {
        title: detail.title,
        blocks: detail.blocks.map(({ id, content }) => ({ id, content })),
        minutes,
        objectives,
        sequence: at < 0 ? null : at,
        copyOf: detail.id,
        emptyWeeksBefore: gaps[index] ?? 0,
        documents: detail.resources.map(toMaterialDocument),
        homework: detail.homework.map((one) => toMaterial(context, one, { own: detail, all: details })),
      };
    }),
  };
}

/** The school years in which each class had lessons, the latest first. */
export function readYears(context: DomainContext) {
  const dayOf = (ms: number) => wallTimeOf(ms, SCHOOL_CLOCK).date;
  const lessons = lessonsHandlers.list(context, {});
  const groups = Map.groupBy(
    lessons,
    ({ classGroupId, startsAt }) => `${schoolYearOf(dayOf(startsAt)).firstDay} ${classGroupId}`,
  );
  return [...groups.values()]
    .flatMap((ofYear) => {
      const [first] = ofYear;
      if (first === undefined) return [];
      const { firstDay, lastDay } = schoolYearOf(dayOf(first.startsAt));
      const { classGroupId, classGroupName } = first;
      return [{ classGroupId, classGroupName, firstDay, lastDay, lessonCount: ofYear.length }];
    })
    .sort((a, b) =>
      a.firstDay === b.firstDay
        ? compare(a.classGroupName, b.classGroupName)
        : compare(b.firstDay, a.firstDay),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function startsOf(
  context: DomainContext,
  source: Exclude<ReuseSource, { kind: 'template' }>,
): readonly Start[] {
  if (source.kind === 'lesson') {
    const { id, startsAt } = lessonsHandlers.get(context, { lessonId: source.lessonId });
    return [{ id, startsAt }];
  }
  const { classGroupId } = source;
  if (source.kind === 'year')
    return lessonsHandlers.starts(context, { classGroupId, ...schoolYearSpan(source.firstDay) });
  const found = progressionHandlers.lessonsOf(context, { classGroupId, sequenceId: source.sequenceId });
  if (found.length === 0) throw new CartableError('store/not-found', {}, 'never');
  return found;
}

/** All that has a source is of one class. */
function emptyWeeksOf(context: DomainContext, details: readonly LessonDetail[]): number[] {
  const classGroupId = details[0]?.classGroupId ?? '';
  const starts = details.map(({ startsAt }) => startsAt);
  return emptyWeeksBefore(context, classGroupId, starts);
}

function toMaterialDocument({ document, isForTeacher }: Resource): MaterialDocument {
  const { name, sha256, sizeBytes, mediaType } = document;
  return { name, sha256, sizeBytes, mediaType, ...(isForTeacher ? { isForTeacher } : {}) };
}

function toMaterial(
  context: DomainContext,
  homework: Homework,
  { own, all }: { own: LessonDetail; all: readonly LessonDetail[] },
): MaterialHomework {
  const { text, expectedMinutes, handIn, dueAt } = homework;
  const dayOf = (ms: number) => wallTimeOf(ms, SCHOOL_CLOCK).date;
  const due = all.findIndex(({ startsAt }) => startsAt > own.startsAt && dayOf(startsAt) === dayOf(dueAt));
  const days = Math.round((Date.parse(dayOf(dueAt)) - Date.parse(dayOf(own.startsAt))) / DAY_MS);
  const lesson = all[due];
  const minutesIn = (ms: number) => wallTimeOf(ms, SCHOOL_CLOCK).minutes;
  const near = lesson?.startsAt ?? own.startsAt;
  const { maxTimes100 } = lessonsHandlers.gradingOf(context, { homeworkId: homework.id }) ?? {};
  return {
    text,
    expectedMinutes,
    handIn,
    dueLesson: lesson === undefined ? null : due,
    days,
    offsetMs: (minutesIn(dueAt) - minutesIn(near)) * 60_000,
    ...(maxTimes100 === undefined ? {} : { maxTimes100 }),
  };
}

type KnownSequence = ReturnType<typeof progressionHandlers.sequences>[number];

function fieldsOf({ id: _, classGroupIds: __, everIds: ___, ...fields }: KnownSequence) {
  return fields;
}
