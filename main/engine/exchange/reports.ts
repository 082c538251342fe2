import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Gradebook } from '../../../preload/contract/classes.ts';
import type { Assignment } from '../../../preload/contract/domain.ts';
import type { ReportLanguage, ReportRequest, WrittenReports } from '../../../preload/contract/exchange.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { PAGES_FOLDER } from '../host-contract.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { makeFolder } from '../platform/own-files.ts';
import { writeNewFile } from '../platform/whole-files.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { PrintedPages } from '../print/printed-pages.ts';
import { readSchoolTime } from '../store/school-time.ts';
import { toTargetError } from '../vault/copy-blob.ts';
import { cleanName, freeName } from './free-names.ts';
import { drawGradebook } from './gradebook-pages.ts';
import { REPORT_WORDS, reportFormats } from './report-words.ts';
import { readGivenCriteria, readOwnComments } from './repository.ts';
import { drawStudentReport, type GivenCriterion, type StudentReport } from './student-report.ts';

/** Reports on students as PDFs, made here. */
export const reportsHandlers = { writeReports, printGradebook };

/**
 * Writes a report a student: all in one PDF, or a PDF each in a folder.
 *
 * Of a period, else of the year, else of one assignment; what students cannot read yet is in it only when asked for.
 * Assignments whose names are hidden are not in it.
 * @throws CartableError `store/not-found`, `grading/names-hidden` for such an assignment by itself, as `replaceChosenFile`;
 *   or the signal's reason: then no file is there that was not whole
 */
async function writeReports(
  context: DomainContext,
  request: ReportRequest,
  signal?: AbortSignal,
): Promise<WrittenReports> {
  const { classGroupId, periodId, assignmentId, studentIds, form, path, language } = request;
  if (assignmentId !== null) gradingHandlers.requireNames(context, { assignmentId });
  const shown = shownAssignments(context, request);
  const year = classesHandlers.gradebook(context, { classGroupId }, shown);
  const chosen = new Set(studentIds ?? year.students.map(({ id }) => id));
  const students = year.students.filter(({ id }) => chosen.has(id));
  if (students.length === 0) throw new CartableError('store/not-found', {}, 'never');
  const words = REPORT_WORDS[language];
  const period = year.periods.find(({ id }) => id === periodId);
  if (periodId !== null && period === undefined) throw new CartableError('store/not-found', {}, 'never');
  const title = `${words.report} ${year.classGroup.name}`;
  const reportOf = reportsOf(context, request, { year, periodLabel: period?.label ?? words.wholeYear });
  const formats = reportFormats(language, readSchoolTime(context.store.db).timeZone);
  const open = () => PrintedPages.open('portrait', title);
  const write = async (target: string, pages: PrintedPages) => {
    const bytes = await pages.bytes();
    signal?.throwIfAborted();
    await replaceChosenFile(context, target, (draft) => writeNewFile(draft, [bytes]));
  };
  const common = form === 'one-file' ? await open() : null;
  const taken = new Set<string>();
  for (const [done, student] of students.entries()) {
    context.tellProgress({ work: 'reports', done, total: students.length });
    // A page is drawn in one go: between two students a wish to stop is heard.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    const pages = common ?? (await open());
    drawStudentReport({ pages, words, formats }, reportOf(student.id));
    if (common === null)
      await write(join(path, freeName(`${cleanName(listName(student))}.pdf`, taken)), pages);
  }
  if (common !== null) await write(path, common);
  return { studentCount: students.length, fileCount: common === null ? students.length : 1 };
}

/**
 * Makes pages to print of a gradebook, and has them shown. What was printed before is removed.
 *
 * @throws CartableError `store/not-found`, `store/disk-full`
 */
async function printGradebook(
  context: DomainContext,
  {
    classGroupId,
    periodId,
    language,
  }: { classGroupId: string; periodId: string | null; language: ReportLanguage },
): Promise<{ pageCount: number }> {
  const words = REPORT_WORDS[language];
  const gradebook = classesHandlers.gradebook(context, { classGroupId, periodId });
  const period = gradebook.periods.find(({ id }) => id === periodId)?.label ?? words.wholeYear;
  const pages = await PrintedPages.open('landscape', `${words.gradebook} ${gradebook.classGroup.name}`);
  const formats = reportFormats(language, readSchoolTime(context.store.db).timeZone);
  drawGradebook({ pages, words, formats }, gradebook, { period, madeAt: context.clock.now() });
  const folder = join(dirname(context.vault.directory), PAGES_FOLDER);
  // A program that still shows the last pages may hold them: they stay until the next time then.
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  makeFolder(folder);
  const name = `gradebook-${context.random.id()}.pdf`;
  await replaceOwnFile(join(folder, name), await pages.bytes());
  context.showPages(name);
  return { pageCount: pages.count };
}

async function replaceOwnFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeNewFile(path, [bytes]);
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw toTargetError(error);
  }
}

/** Which assignments a report is on, by its request. */
function shownAssignments(
  { clock }: DomainContext,
  { withDrafts, assignmentId }: ReportRequest,
): (assignment: Assignment) => boolean {
  const now = clock.now();
  return ({ id, publishAt }) =>
    (assignmentId === null || id === assignmentId) &&
    (withDrafts || (publishAt !== null && publishAt <= now));
}

/** What is read once for all students of a class. */
function reportsOf(
  context: DomainContext,
  { periodId, assignmentId }: ReportRequest,
  { year, periodLabel }: { year: Gradebook; periodLabel: string },
): (studentId: string) => StudentReport {
  const { db } = context.store;
  const now = context.clock.now();
  const steps = year.assignments.filter((one) => periodId === null || one.periodId === periodId);
  const comments = new Map(steps.map(({ id }) => [id, readOwnComments(db, id)]));
  const criteria = new Map(steps.map(({ id }) => [id, readGivenCriteria(db, id)]));
  const statistics = new Map(year.assignmentStatistics.map((one) => [one.assignmentId, one]));
  const own = new Set(steps.map(({ id }) => id));
  const alone = year.assignments.find(({ id }) => id === assignmentId);
  return (studentId) => {
    const course = classesHandlers.courseOf(year, studentId);
    return {
      course,
      heading: alone?.title ?? periodLabel,
      isCapped: year.isCapped,
      hasDrafts: steps.some(({ publishAt }) => publishAt === null || publishAt > now),
      teacher: context.authorName,
      madeAt: now,
      averages:
        assignmentId === null
          ? course.averages.filter((one) => periodId === null || one.periodId === periodId)
          : [],
      steps: course.steps
        .filter(({ assignment }) => own.has(assignment.id))
        .map((step) => {
          const { id } = step.assignment;
          const submissionId = step.cell?.submissionId ?? '';
          return {
            step,
            averageTimes100: statistics.get(id)?.averageTimes100 ?? null,
            medianTimes100: statistics.get(id)?.medianTimes100 ?? null,
            comment: comments.get(id)?.get(submissionId) ?? '',
            criteria: givenTo(criteria.get(id), submissionId),
          };
        }),
    };
  };
}

/** Only criteria that something was given for: a list of blanks says nothing. */
function givenTo(
  criteria: ReturnType<typeof readGivenCriteria> | undefined,
  submissionId: string,
): GivenCriterion[] {
  return (criteria?.list ?? []).flatMap((criterion) => {
    const mark = criteria?.marks.get(`${submissionId} ${criterion.id}`);
    return mark === undefined || (mark.pointsTimes100 === null && mark.comment === '')
      ? []
      : [{ criterion, pointsTimes100: mark.pointsTimes100, comment: mark.comment }];
  });
}
