import type {
  ReusePreview,
  ReuseRequest,
  ReuseSource,
  ReuseSources,
  ReuseState,
  Template,
} from '../../../preload/contract/reuse.ts';
import { addDays, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearOf, yearWithoutBreaks } from '../calendar/school-days.ts';
import type { DomainContext } from '../context.ts';
import { landMaterial } from './land.ts';
import { makeLessons, putStateBack } from './make-lessons.ts';
import { readMaterial, readYears } from './read-material.ts';
import { openSequenceFile } from './read-sequence-file.ts';
import { writeSequenceFile } from './sequence-file.ts';
import { keepTemplate, listTemplates, setTemplateRemoved } from './templates.ts';

type Done = Record<string, never>;

/** Lessons, sequences, years and templates that are given again. */
export const reuseHandlers = {
  sources(context: DomainContext): ReuseSources {
    const today = wallTimeOf(context.clock.now(), SCHOOL_CLOCK).date;
    const { firstDay, lastDay } = schoolYearOf(today);
    return {
      years: readYears(context),
      templates: listTemplates(context),
      today,
      // In summer the year to come is the next one already.
      nextYear: today < firstDay ? firstDay : schoolYearOf(addDays(lastDay, 1)).firstDay,
    };
  },

  /** @throws CartableError `store/not-found` */
  preview(context: DomainContext, request: ReuseRequest): ReusePreview {
    const material = readMaterial(context, request.source);
    const { lessons, sequences } = material;
    const documents = lessons.flatMap((one) => one.documents.map(({ sha256 }) => sha256));
    const landings = landMaterial(context, material, request);
    const days = landings.flatMap(({ hours }) => hours.map((hour) => wallTimeOf(hour, SCHOOL_CLOCK).date));
    return {
      landings: landings.map(({ hours, ...classGroup }) => ({
        ...classGroup,
        lessons: hours.map((startsAt, index) => {
          const { title = '', sequence = null } = lessons[index] ?? {};
          return { title, startsAt, sequenceTitle: sequences[sequence ?? -1]?.fields.title ?? null };
        }),
        leftOut: lessons.slice(hours.length).map(({ title }) => title),
      })),
      emptyWeekCount: lessons.reduce((sum, one) => sum + (one.emptyWeeksBefore ?? 0), 0),
      documentCount: new Set(documents).size,
      homeworkCount: lessons.reduce((sum, { homework }) => sum + homework.length, 0),
      yearsWithoutBreaks: [...new Set(days.flatMap((day) => yearWithoutBreaks(day) ?? []))],
    };
  },

  /** @throws CartableError `store/not-found`, `progression/no-session` */
  copy(context: DomainContext, request: ReuseRequest): { count: number; before: ReuseState } {
    const material = readMaterial(context, request.source);
    const landings = landMaterial(context, material, request);
    return makeLessons(context, material, { landings, withHomework: request.withHomework });
  },

  putBack(context: DomainContext, { state }: { state: ReuseState }): { before: ReuseState } {
    return putStateBack(context, state);
  },

  /** @throws CartableError `store/not-found` */
  keep(context: DomainContext, { source }: { source: ReuseSource }): Template {
    return keepTemplate(context, source.kind, readMaterial(context, source));
  },

  /** @throws CartableError `store/not-found`, and as `writeSequenceFile` */
  writeFile(
    context: DomainContext,
    { source, ...file }: { source: ReuseSource; path: string; withNotes: boolean },
    signal?: AbortSignal,
  ): Promise<{ documentCount: number; leftOutCount: number }> {
    return writeSequenceFile(context, readMaterial(context, source), { ...file, signal });
  },

  openFile(context: DomainContext, { path }: { path: string }, signal?: AbortSignal): Promise<Template> {
    return openSequenceFile(context, path, signal);
  },

  removeTemplate(context: DomainContext, { templateId }: { templateId: string }): Done {
    return setTemplateRemoved(context, templateId, true);
  },

  restoreTemplate(context: DomainContext, { templateId }: { templateId: string }): Done {
    return setTemplateRemoved(context, templateId, false);
  },
};
