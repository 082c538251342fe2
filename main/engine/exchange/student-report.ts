import type { CourseStep, StudentCourse } from '../../../preload/contract/classes.ts';
import type { Criterion } from '../../../preload/contract/criteria.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import { levelOf } from '../../../preload/contract/scales.ts';
import type { PrintedPages, TableColumn, TableRow } from '../print/printed-pages.ts';
import type { ReportFormats, ReportWords } from './report-words.ts';

/** A criterion of a copy, and what was given for it. */
export interface GivenCriterion {
  readonly criterion: Criterion;
  readonly pointsTimes100: number | null;
  readonly comment: string;
}

/** What a report says of one assignment, beside the student's course. Hundredths of its own points. */
export interface ReportStep {
  readonly step: CourseStep;
  readonly averageTimes100: number | null;
  readonly medianTimes100: number | null;
  readonly comment: string;
  readonly criteria: readonly GivenCriterion[];
}

/** A student's report: the course over a period, or in one assignment. */
export interface StudentReport {
  readonly course: StudentCourse;
  readonly steps: readonly ReportStep[];
  /** Empty for a report on one assignment alone: it makes no average. */
  readonly averages: StudentCourse['averages'];
  readonly heading: string;
  readonly isCapped: boolean;
  readonly hasDrafts: boolean;
  readonly teacher: string;
  readonly madeAt: number;
}

interface Paper {
  readonly pages: PrintedPages;
  readonly words: ReportWords;
  readonly formats: ReportFormats;
}

/** Draws a student's report on pages of their own. */
export function drawStudentReport(paper: Paper, report: StudentReport): void {
  const { pages, words, formats } = paper;
  const { student, classGroup } = report.course;
  pages.nextPage();
  pages.text(listName(student), { size: 18, isBold: true });
  const where = [classGroup.name, classGroup.subject, report.heading].filter((part) => part !== '');
  pages.text(where.join(' · '), { size: 11 });
  pages.text([report.teacher, `${words.madeOn} ${formats.date(report.madeAt)}`].filter(Boolean).join(' · '), {
    size: 9,
    isGrey: true,
  });
  if (report.hasDrafts) pages.text(words.drafts, { size: 9, isBold: true });
  pages.space(10);
  drawAverages(paper, report);
  if (report.steps.length === 0) pages.text(words.nothing, { size: 10 });
  else drawSteps(paper, report);
  pages.space(10);
  drawMissing(paper, report);
  if (report.averages.length > 0) {
    pages.space(10);
    const rule = `${words.rule} ${report.isCapped ? words.capped : words.uncapped}`;
    pages.text(rule, { size: 8, isGrey: true });
  }
  const name = listName(student);
  pages.endPart((page, of) => `${name} · ${where.join(' · ')} · ${words.page(page, of)}`);
}

function drawAverages({ pages, words, formats }: Paper, { averages }: StudentReport): void {
  if (averages.length === 0) return;
  const write = (value: number | null) => (value === null ? '–' : `${formats.points(value)}/20`);
  const columns = columnsOf(pages.width, [0.34, 0.22, 0.22, 0.22]);
  const head = { cells: [words.period, words.average, words.classAverage, words.classMedian] };
  const rows = averages.map((one) => ({
    cells: [
      one.periodId === null ? words.wholeYear : one.label,
      write(one.averageTimes100),
      write(one.classAverageTimes100),
      write(one.classMedianTimes100),
    ],
  }));
  pages.table(columns, head, rows, { size: 10 });
  pages.space(12);
}

function drawSteps(paper: Paper, { steps }: StudentReport): void {
  const { pages, words } = paper;
  const columns = columnsOf(pages.width, [0.4, 0.16, 0.08, 0.16, 0.1, 0.1]);
  const head = {
    cells: [
      words.assignment,
      words.date,
      words.coefficient,
      words.grade,
      words.classColumn,
      words.medianColumn,
    ],
  };
  pages.table(
    columns,
    head,
    steps.map((step) => stepRow(paper, step)),
    { size: 9.5 },
  );
}

function stepRow({ words, formats }: Paper, report: ReportStep): TableRow {
  const { step, averageTimes100, medianTimes100, comment, criteria } = report;
  const { assignment } = step;
  const write = (value: number | null) => (value === null ? '–' : formats.points(value));
  const coefficient = formats.points(assignment.coefficientTimes100);
  return {
    cells: [
      assignment.title,
      assignment.dueAt === null ? '–' : formats.date(assignment.dueAt),
      assignment.counting === 'bonus' ? `${coefficient} (${words.bonus})` : coefficient,
      gradeWords(step, { words, formats }),
      write(averageTimes100),
      write(medianTimes100),
    ],
    notes: [
      ...criteria.map((one) => criterionWords(one, formats)),
      ...(comment === '' ? [] : [`${words.comment} ${comment}`]),
    ],
  };
}

/** A grade with its maximum or its level in words, and all that stands beside it or in its place. */
function gradeWords(step: CourseStep, { words, formats }: Pick<Paper, 'words' | 'formats'>): string {
  const { assignment, cell, isLate } = step;
  if (cell === null) return words.notAsked;
  const { pointsTimes100, standing, isCounted, outOfTimes100 } = cell;
  if (pointsTimes100 === null) {
    if (standing !== null && standing !== 'late') return words.standings[standing];
    return isOwed(step) ? words.standings['not-handed-in'] : words.toGrade;
  }
  const level = outOfTimes100 === undefined ? levelOf(assignment.rules.scale, pointsTimes100) : null;
  const grade = `${formats.points(pointsTimes100)}/${formats.points(outOfTimes100 ?? assignment.maxTimes100)}`;
  const beside = [
    ...(level === null ? [] : [level.label]),
    ...(standing !== null && standing !== 'late' ? [words.standings[standing]] : []),
    ...(isLate ? [words.late] : []),
    ...(isCounted ? [] : [words.notCounted]),
  ];
  return beside.length === 0 ? grade : `${grade} (${beside.join(', ')})`;
}

function criterionWords(
  { criterion, pointsTimes100, comment }: GivenCriterion,
  formats: ReportFormats,
): string {
  const { maxTimes100 } = criterion;
  const given = pointsTimes100 === null ? '–' : formats.points(pointsTimes100);
  const sign = criterion.kind === 'ordinary' ? '' : criterion.kind === 'bonus' ? '+' : '-';
  const level = criterion.levels.find((one) => one.pointsTimes100 === pointsTimes100);
  // Given before its maximum was lowered: it was out of more.
  const outOf = (pointsTimes100 ?? 0) > maxTimes100 ? '' : `/${formats.points(maxTimes100)}`;
  const parts = [`${sign}${given}${outOf}`, level?.label ?? '', comment];
  return `${criterion.label} · ${parts.filter((part) => part !== '').join(' · ')}`;
}

/** What was not handed in, be it a zero for that; before its date nothing is owed, unless the teacher says so. */
function isOwed({ cell, isMissing }: CourseStep): boolean {
  return cell?.standing === 'not-handed-in' || isMissing;
}

/** Handed in or graded, or nothing was asked. Absent is neither owed nor handed in. */
function isHandedIn({ cell, isMissing }: CourseStep): boolean {
  if (cell === null || cell.standing === 'exempt') return true;
  if (cell.standing === 'absent' || isMissing) return false;
  return cell.status !== 'missing' || cell.pointsTimes100 !== null;
}

function drawMissing({ pages, words }: Paper, { steps }: StudentReport): void {
  if (steps.length === 0) return;
  const missing = steps.filter(({ step }) => isOwed(step));
  if (missing.length === 0) {
    if (steps.every(({ step }) => isHandedIn(step))) pages.text(words.noneMissing, { size: 10 });
    return;
  }
  pages.text(words.missing, { size: 10, isBold: true });
  for (const { step } of missing) pages.text(`- ${step.assignment.title}`, { size: 10, indent: 10 });
}

/** Columns by their shares of a width; all but the first are for numbers and short words. */
function columnsOf(width: number, shares: readonly number[]): TableColumn[] {
  return shares.map((share, index) => ({ width: width * share, align: index === 0 ? 'left' : 'right' }));
}
