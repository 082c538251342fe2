import type { ErasureSubject } from '../../../../preload/contract/erasure.ts';
import { listName } from '../../../../preload/contract/list-name.ts';
import { CartableError } from '../../platform/cartable-error.ts';
import type { EntityName } from '../../store/kept-out.ts';
import type { Db } from '../../store/store.ts';
import { ASSIGNMENT_DATE, strandedCopies } from './dates.ts';
import { readYears, yearOf } from './years.ts';

/** What an erasure takes, by ids; what hangs on these goes with them. */
export interface Scope {
  readonly students: readonly string[];
  readonly submissions: readonly string[];
  readonly assignments: readonly string[];
  readonly lessons: readonly string[];
  readonly homework: readonly string[];
  readonly classGroups: readonly string[];
  /** What is to be typed, and what is looked for afterwards in what stays. */
  readonly name: string;
  readonly names: readonly string[];
  /** Null of a student. */
  readonly yearLabel: string | null;
}

/**
 * What belongs to a student or a school year.
 *
 * @throws CartableError `store/not-found`; `erasure/year-running`
 */
export function scopeOf(db: Db, subject: ErasureSubject, now: number): Scope {
  return subject.kind === 'student' ? ofStudent(db, subject.studentId) : ofYear(db, subject, now);
}

function ofStudent(db: Db, studentId: string): Scope {
  const student = db
    .prepare(
      `SELECT first_name AS firstName, last_name AS lastName FROM student WHERE id = :studentId
       UNION ALL SELECT first_name, last_name FROM gone_student WHERE id = :studentId LIMIT 1`,
    )
    .get({ studentId }) as { firstName: string; lastName: string } | undefined;
  if (student === undefined) throw new CartableError('store/not-found');
  const { firstName, lastName } = student;
  return {
    ...NOTHING,
    students: [studentId],
    submissions: ids(
      db,
      `SELECT id FROM submission WHERE student_id = ?
       UNION SELECT id FROM gone_submission WHERE student_id = ?`,
      studentId,
      studentId,
    ),
    name: listName(student),
    names: [`${firstName} ${lastName}`, `${lastName} ${firstName}`],
    yearLabel: null,
  };
}

const NOTHING = {
  students: [],
  submissions: [],
  assignments: [],
  lessons: [],
  homework: [],
  classGroups: [],
};

function ofYear(
  db: Db,
  { yearId, withLessons }: { readonly yearId: string; readonly withLessons: boolean },
  now: number,
): Scope {
  const year = readYears(db, now, null).find(({ id }) => id === yearId);
  if (year === undefined) throw new CartableError('store/not-found');
  if (year.isRunning) throw new CartableError('erasure/year-running');
  const isIn = (at: number | null) => at !== null && yearOf(db, at).id === yearId;
  const datedIds = (sql: string) =>
    (db.prepare(sql).all() as { id: string; at: number | null }[])
      .filter(({ at }) => isIn(at))
      .map(({ id }) => id);
  const assignments = datedIds(`SELECT id, ${ASSIGNMENT_DATE} AS at FROM assignment`);
  const lessons = datedIds('SELECT id, starts_at AS at FROM lesson');
  const homework = datedIds('SELECT id, due_at AS at FROM homework');
  const ended = endedClasses(db, { assignments, lessons, homework });
  const submissions = copiesOf(db, assignments, year, isIn);
  return {
    assignments,
    submissions,
    students: leavers(db, submissions, ended),
    lessons: withLessons ? lessons : [],
    homework: withLessons ? homework : [],
    // A class that lessons name keeps its name.
    classGroups: withLessons ? ended : ended.filter((id) => !hasLessons(db, id)),
    name: year.label,
    names: [],
    yearLabel: year.label,
  };
}

/** Those of the year's assignments, and what no assignment dates any more and nobody has worked on since the year. */
function copiesOf(
  db: Db,
  assignments: readonly string[],
  { endsAt }: { readonly endsAt: number },
  isIn: (at: number | null) => boolean,
): string[] {
  const listed = ids(
    db,
    'SELECT id FROM submission WHERE assignment_id IN (SELECT value FROM json_each(?))',
    JSON.stringify(assignments),
  );
  const stranded = strandedCopies(db).filter(({ assignmentAt, workedAt }) =>
    assignmentAt === null ? workedAt === null || workedAt < endsAt : isIn(assignmentAt),
  );
  return [...listed, ...stranded.map(({ id }) => id)];
}

/** Classes that had something in the year, and have nothing in any other. */
function endedClasses(
  db: Db,
  year: Record<'assignments' | 'lessons' | 'homework', readonly string[]>,
): string[] {
  return ids(
    db,
    `WITH dated (id, class_group_id) AS (SELECT id, class_group_id FROM assignment
         UNION ALL SELECT id, class_group_id FROM lesson WHERE removed_at IS NULL
         UNION ALL SELECT id, class_group_id FROM homework WHERE removed_at IS NULL)
     SELECT id FROM class_group
     WHERE EXISTS (SELECT 1 FROM assignment WHERE class_group_id = class_group.id)
       AND NOT EXISTS (SELECT 1 FROM dated WHERE class_group_id = class_group.id
         AND dated.id NOT IN (SELECT value FROM json_each(?)))`,
    JSON.stringify([...year.assignments, ...year.lessons, ...year.homework]),
  );
}

/** Students of those classes who are in no other, and those whom the ENT removed, unless they have a copy of another year. */
function leavers(db: Db, submissions: readonly string[], classGroups: readonly string[]): string[] {
  return ids(
    db,
    `WITH staying (student_id) AS (SELECT student_id FROM (SELECT id, student_id FROM submission
         UNION ALL SELECT id, student_id FROM gone_submission)
       WHERE id NOT IN (SELECT value FROM json_each(?)))
     SELECT id FROM student
     WHERE id NOT IN (SELECT student_id FROM staying)
       AND EXISTS (SELECT 1 FROM student_class_group WHERE student_id = student.id)
       AND NOT EXISTS (SELECT 1 FROM student_class_group WHERE student_id = student.id
         AND class_group_id NOT IN (SELECT value FROM json_each(?)))
     UNION SELECT id FROM gone_student WHERE id NOT IN (SELECT student_id FROM staying)`,
    JSON.stringify(submissions),
    JSON.stringify(classGroups),
  );
}

function hasLessons(db: Db, classGroupId: string): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM lesson WHERE class_group_id = :classGroupId
         UNION ALL SELECT 1 FROM homework WHERE class_group_id = :classGroupId LIMIT 1`,
      )
      .get({ classGroupId }) !== undefined
  );
}

function ids(db: Db, sql: string, ...values: string[]): string[] {
  return db
    .prepare(sql)
    .pluck()
    .all(...values) as string[];
}

/** Everything in a scope by the names of the sync API: what waits, what was agreed on, and what is kept out afterwards. */
export function entitiesOf(db: Db, scope: Scope): EntityName[] {
  const named = (entity: string, all: readonly string[]) => all.map((id) => ({ entity, id }));
  const hanging = (entity: string, table: string, column: string, owners: readonly string[]) =>
    named(
      entity,
      ids(
        db,
        `SELECT id FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`,
        JSON.stringify(owners),
      ),
    );
  return [
    ...named('student', scope.students),
    ...named('submission', scope.submissions),
    ...named('grade', scope.submissions),
    ...named('handling', scope.submissions),
    ...hanging('comment', 'comment', 'submission_id', scope.submissions),
    ...hanging('feedback', 'feedback', 'submission_id', scope.submissions),
    ...named('assignment', scope.assignments),
    ...named('assessment', scope.assignments),
    ...named('lesson', scope.lessons),
    ...hanging('resource', 'resource', 'lesson_id', scope.lessons),
    ...hanging('homework', 'homework', 'lesson_id', scope.lessons),
    ...named('homework', scope.homework),
    ...named('class_group', scope.classGroups),
  ];
}
