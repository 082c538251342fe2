import type { Assignment, GradeMark } from '../../../preload/contract/domain.ts';
import type {
  ColumnMapping,
  GradePreview,
  TableWords,
  TakenGrade,
  TeamsPreview,
} from '../../../preload/contract/exchange.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import { isSameMark, NO_MARK } from '../../../preload/contract/marks.ts';
import { TEAM_NAME_MAX } from '../../../preload/contract/teams.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { writeNewFile } from '../platform/whole-files.ts';
import { readChosenFile, replaceChosenFile } from '../policies/chosen-files.ts';
import type { CsvReader } from '../tables/csv.ts';
import { tooLarge } from '../tables/package-parts.ts';
import { TABLE_LIMITS, type Table, textOf } from '../tables/table.ts';
import { readTable, tableBytes } from '../tables/table-files.ts';
import {
  keyForAssignment,
  type ProposedMapping,
  proposeMapping,
  teamColumn,
  withinTable,
} from './columns.ts';
import { columnsOf, type GradeTable, gradeTable, rowsOf } from './grade-table.ts';
import { gradebookTable } from './gradebook-table.ts';
import { readMapping, readOwnComments, writeMapping, writeParticipant } from './repository.ts';
import { fillTable, participantOf, worksheetGrade } from './worksheet.ts';

/** Grades in and out by tables that other programs read. */
export const exchangeHandlers = {
  /**
   * Writes a class's gradebook.
   *
   * @throws CartableError `store/not-found`, `library/folder-unwritable`, `store/disk-full`
   */
  async writeGradebook(
    context: DomainContext,
    input: { classGroupId: string; periodId: string | null; path: string; words: TableWords },
  ): Promise<{ studentCount: number }> {
    const gradebook = classesHandlers.gradebook(context, input);
    await writeTable(context, input.path, gradebookTable(gradebook, input.words));
    return { studentCount: gradebook.students.length };
  },

  /**
   * What a table would change of an assignment's grades.
   *
   * @throws CartableError `store/not-found`, `grading/names-hidden`, `exchange/*`, `library/file-missing`, `library/file-unreadable`
   */
  async previewGrades(
    context: DomainContext,
    input: { assignmentId: string; path: string; mapping?: ColumnMapping | undefined },
  ): Promise<GradePreview> {
    const { db } = context.store;
    const assignment = gradingHandlers.requireNames(context, input);
    const table = gradeTable(await openTable(context, input.path));
    const { mapping, alike } = mappingFor(context, table, assignment, input.mapping);
    const submissions = gradingHandlers.submissions(context, input);
    const comments = readOwnComments(db, input.assignmentId);
    return {
      columns: columnsOf(table),
      mapping,
      alike,
      isWorksheet: table.isWorksheet,
      rows: rowsOf(table, mapping, assignment, submissions),
      current: submissions.map(({ id, student, pointsTimes100, standing, isCounted }) => ({
        submissionId: id,
        name: listName(student),
        mark: { pointsTimes100, standing, isCounted },
        comment: comments.get(id) ?? '',
      })),
    };
  },

  /**
   * Who works together, as a column of a table says it. Changes nothing.
   *
   * @throws CartableError as `previewGrades`
   */
  async previewTeams(
    context: DomainContext,
    input: { assignmentId: string; path: string; column?: number | undefined },
  ): Promise<TeamsPreview> {
    const assignment = gradingHandlers.requireNames(context, input);
    const table = gradeTable(await openTable(context, input.path));
    const column = input.column ?? teamColumn(table.titles);
    const submissions = gradingHandlers.submissions(context, input);
    const rows = rowsOf(
      table,
      proposeMapping(table.titles, assignment.title, null).mapping,
      assignment,
      submissions,
    );
    return {
      columns: columnsOf(table),
      column,
      members: rows.flatMap(({ line, submissionId }) => {
        const team = column === null ? '' : textOf(table.table[line - 1]?.[column]).trim();
        return submissionId === null || team === ''
          ? []
          : [{ submissionId, team: team.slice(0, TEAM_NAME_MAX) }];
      }),
      unsure: rows.filter(({ submissionId }) => submissionId === null).map(({ name }) => name),
    };
  },

  /**
   * Gives grades and comments, all or none.
   *
   * What has come since a row's `before` was shown is not replaced unseen: the ENT's answer makes it the teacher's to choose.
   * @returns what was there, to be given back for undo
   * @throws CartableError `store/not-found`, `grading/grade-out-of-range`, `grading/comment-too-long`; `exchange/maximum-changed` for
   *   grades that were shown for another maximum; `sync/cannot-undo` for one that was out of another
   */
  takeGrades(
    context: DomainContext,
    input: { assignmentId: string; grades: readonly TakenGrade[]; maxTimes100?: number | undefined },
  ): { previous: TakenGrade[] } {
    const { assignmentId, maxTimes100 } = input;
    const previous = context.store.write(() => {
      const own = marksOf(context, assignmentId);
      const assignment = gradingHandlers.assignments(context, {}).find(({ id }) => id === assignmentId);
      if (maxTimes100 !== undefined && maxTimes100 !== assignment?.maxTimes100)
        throw new CartableError('exchange/maximum-changed', {}, 'after-user');
      const replaced = input.grades.map((grade) => {
        if (!own.has(grade.submissionId)) throw new CartableError('store/not-found', {}, 'never');
        return takeGrade(context, grade);
      });
      const given = marksOf(context, assignmentId);
      return replaced.map((one) => overGiven(one, given.get(one.submissionId) ?? NO_MARK));
    });
    return { previous };
  },

  /**
   * Fills Moodle's grading worksheet. Rows whose student is not sure stay as they are, and are named; so are those whose grade
   * is none of Moodle's levels, and which get no grade.
   *
   * @throws CartableError as `previewGrades`; `exchange/not-a-table` for what is no such worksheet; as `writeGradebook`
   */
  async fillWorksheet(
    context: DomainContext,
    input: { assignmentId: string; source: string; path: string },
  ): Promise<{ filledCount: number; unknownNames: string[]; withoutLevel: string[] }> {
    const assignment = gradingHandlers.requireNames(context, input);
    const table = gradeTable(await openTable(context, input.source));
    const { mapping } = proposeMapping(table.titles, assignment.title, null);
    if (!table.isWorksheet || mapping.mark === null)
      throw new CartableError('exchange/not-a-table', {}, 'after-user');
    const submissions = gradingHandlers.submissions(context, input);
    const comments = readOwnComments(context.store.db, input.assignmentId);
    const pointsOf = currentPoints(context, submissions);
    const rows = rowsOf(table, mapping, assignment, submissions);
    const { scale } = assignment.rules;
    const gradeOf = (submissionId: string, row: number) =>
      worksheetGrade(pointsOf.get(submissionId) ?? null, scale, {
        titles: table.titles,
        row: table.table[row],
      });
    const filled = rows.flatMap(({ line, submissionId, name }) =>
      submissionId === null
        ? []
        : [
            {
              row: line - 1,
              submissionId,
              name,
              grade: gradeOf(submissionId, line - 1),
              comment: comments.get(submissionId) ?? '',
            },
          ],
    );
    await writeTable(
      context,
      input.path,
      fillTable(table.table, { mark: mapping.mark, comment: mapping.comment }, filled),
      'moodle',
    );
    context.store.write(() => {
      for (const { row, submissionId } of filled) {
        const number = participantOf(table.titles, table.table[row]);
        if (number !== null) writeParticipant(context.store.db, submissionId, number);
      }
    });
    const unknownNames = rows.filter(({ submissionId }) => submissionId === null).map(({ name }) => name);
    const withoutLevel = filled.filter(({ grade }) => grade.kind === 'no-level').map(({ name }) => name);
    return { filledCount: filled.length, unknownNames, withoutLevel };
  },
};

/**
 * How the columns are used: as it was just said, which is remembered; else as it was said for this assignment; else as is
 * proposed for it.
 */
function mappingFor(
  context: DomainContext,
  { key, titles }: GradeTable,
  { id, title }: Pick<Assignment, 'id' | 'title'>,
  said: ColumnMapping | undefined,
): ProposedMapping {
  const { db } = context.store;
  if (said !== undefined) {
    const mapping = withinTable(said, titles.length);
    const now = context.clock.now();
    if (key !== null)
      context.store.write(() => {
        writeMapping(db, key, mapping, now);
        writeMapping(db, keyForAssignment(key, id), mapping, now);
      });
    return { mapping, alike: null };
  }
  const own = key === null ? null : readMapping(db, keyForAssignment(key, id));
  if (own !== null) return { mapping: withinTable(own, titles.length), alike: null };
  return proposeMapping(titles, title, key === null ? null : readMapping(db, key));
}

/** Points by copy. Of a grade that is set aside, none: out of another maximum it would be another grade there. */
function currentPoints(
  context: DomainContext,
  submissions: ReturnType<typeof gradingHandlers.submissions>,
): ReadonlyMap<string, number | null> {
  const setAside = new Set(gradingHandlers.outgrownGrades(context).map(({ submissionId }) => submissionId));
  return new Map(submissions.map(({ id, pointsTimes100 }) => [id, setAside.has(id) ? null : pointsTimes100]));
}

/** Gives a copy its grade and comment; answers what was there. */
function takeGrade(
  context: DomainContext,
  { submissionId, mark, comment, before, outOfTimes100 }: TakenGrade,
) {
  const saved = gradingHandlers.saveGrade(context, {
    submissionId,
    ...mark,
    before: before?.mark,
    outOfTimes100,
  });
  const text =
    comment === null
      ? null
      : gradingHandlers.saveComment(context, { submissionId, text: comment, before: before?.comment })
          .previousText;
  return { submissionId, comment, text, mark: saved.previous, outOfTimes100: saved.previousOutOfTimes100 };
}

/** What undo puts back, over what was given. What gave no grade takes none away. */
function overGiven(
  { submissionId, comment, text, mark, outOfTimes100 }: ReturnType<typeof takeGrade>,
  given: GradeMark,
): TakenGrade {
  return {
    submissionId,
    mark: isSameMark(given, mark) ? {} : mark,
    comment: text,
    before: { mark: given, comment: comment ?? '' },
    outOfTimes100,
  };
}

function marksOf(context: DomainContext, assignmentId: string): Map<string, GradeMark> {
  const copies = gradingHandlers.submissions(context, { assignmentId });
  return new Map(
    copies.map(({ id, pointsTimes100, standing, isCounted }) => [
      id,
      { pointsTimes100, standing, isCounted },
    ]),
  );
}

async function openTable(context: DomainContext, path: string): Promise<Table> {
  const bytes = await readChosenFile(context, path, TABLE_LIMITS.fileBytes);
  if (bytes === null) throw tooLarge();
  return readTable(bytes);
}

function writeTable(context: DomainContext, path: string, table: Table, reader?: CsvReader): Promise<void> {
  const bytes = tableBytes(path, table, reader);
  return replaceChosenFile(context, path, (draft) => writeNewFile(draft, [bytes]));
}
