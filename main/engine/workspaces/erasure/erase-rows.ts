import { lessonsHandlers } from '../../lessons/handlers.ts';
import type { EntityName } from '../../store/kept-out.ts';
import type { Db } from '../../store/store.ts';
import { documentsOf, forgetBlobs, forgetDocuments, unnamed } from './documents.ts';
import { ATTACHED_TO_SCOPE, valuesOf } from './kept-files.ts';
import { OF_SUBMISSIONS } from './of-submissions.ts';
import { entitiesOf, type Scope } from './scope.ts';

const OF_ASSIGNMENTS = [
  'criteria',
  'grading_rules',
  'anonymity',
  'anonymity_change',
  'assessment',
  'assignment_count',
  'assignment_reference',
  'bank_use',
  'server_form',
  'server_handling',
  'team',
] as const;

/** How often `eraseRows` tells that it has come further. */
export const ERASING_STEPS = Object.keys(OF_SUBMISSIONS).length + OF_ASSIGNMENTS.length + 3;

/**
 * Removes every row of a scope, of whatever it waits for, and of documents that nothing else names. Call inside a transaction.
 *
 * @returns hashes of the documents whose files are to be removed now
 */
export function eraseRows(db: Db, scope: Scope, now: number, onStep = () => {}): string[] {
  const entities = entitiesOf(db, scope);
  const documents = documentsOf(db, scope);
  eraseSyncRows(db, scope, entities);
  onStep();
  const { submissions, assignments, classGroups, students } = scope;
  db.prepare(`DELETE FROM watched_file WHERE ${ATTACHED_TO_SCOPE}`).run(valuesOf(scope));
  erase(db, 'comment_text WHERE comment_id IN (SELECT id FROM comment WHERE submission_id', submissions, ')');
  for (const table of Object.keys(OF_SUBMISSIONS)) {
    erase(db, `${table} WHERE submission_id`, submissions);
    onStep();
  }
  for (const table of ['submission', 'gone_submission']) erase(db, `${table} WHERE id`, submissions);
  for (const table of OF_ASSIGNMENTS) {
    erase(db, `${table} WHERE assignment_id`, assignments);
    onStep();
  }
  db.prepare(
    'UPDATE watched_folder SET assignment_id = NULL WHERE assignment_id IN (SELECT value FROM json_each(?))',
  ).run(JSON.stringify(assignments));
  erase(db, 'assignment WHERE id', assignments);
  eraseLessons(db, scope);
  erase(db, 'student_class_group WHERE student_id', students);
  for (const table of ['student', 'gone_student']) erase(db, `${table} WHERE id`, students);
  for (const table of ['class_sequence', 'timetable_slot', 'student_class_group'])
    erase(db, `${table} WHERE class_group_id`, classGroups);
  erase(db, 'class_group WHERE id', classGroups);
  onStep();
  forgetDocuments(db, documents);
  const gone = unnamed(db, documents.hashes, now);
  forgetBlobs(db, gone);
  onStep();
  return gone;
}

function eraseLessons(db: Db, { lessons, homework, assignments, names }: Scope): void {
  for (const table of ['homework_document', 'working_copy', 'teacher_document'])
    erase(db, `${table} WHERE resource_id IN (SELECT id FROM resource WHERE lesson_id`, lessons, ')');
  for (const table of ['homework_document', 'graded_homework'])
    erase(db, `${table} WHERE homework_id`, homework);
  // What it was graded with goes; that it was to be graded is the homework's.
  db.prepare(
    'UPDATE graded_homework SET assignment_id = NULL WHERE assignment_id IN (SELECT value FROM json_each(?))',
  ).run(JSON.stringify(assignments));
  for (const table of ['lesson_plan', 'lesson_version', 'lesson_version_block', 'resource', 'homework'])
    erase(db, `${table} WHERE lesson_id`, lessons);
  if (names.length > 0) lessonsHandlers.removeVersionsNaming(db, names);
  erase(db, 'homework WHERE id', homework);
  erase(db, 'lesson WHERE id', lessons);
}

function erase(db: Db, rows: string, ids: readonly string[], end = ''): void {
  db.prepare(`DELETE FROM ${rows} IN (SELECT value FROM json_each(?))${end}`).run(JSON.stringify(ids));
}

/** Edits that wait, what was agreed on, conflicts (with their edits), and what was put aside: by name, and by what their texts hang on. */
function eraseSyncRows(db: Db, scope: Scope, entities: readonly EntityName[]): void {
  const values = {
    names: JSON.stringify(entities.map(({ entity, id }) => `${entity} ${id}`)),
    ids: JSON.stringify([...scope.students, ...scope.submissions, ...scope.assignments, ...scope.lessons]),
  };
  const hangs = (text: string) =>
    ['student_id', 'submission_id', 'assignment_id', 'lesson_id']
      .map((field) => `json_extract(${text}, '$.${field}') IN (SELECT value FROM json_each(:ids))`)
      .join(' OR ');
  const named = "entity || ' ' || entity_id IN (SELECT value FROM json_each(:names))";
  const ops = `FROM outbox_op WHERE ${named} OR ${hangs('payload')}`;
  db.prepare(`UPDATE outbox_op SET group_id = NULL WHERE group_id IN (SELECT op_id ${ops})`).run(values);
  db.prepare(`DELETE ${ops}`).run(values);
  for (const rows of [
    `synced_copy WHERE ${named} OR ${hangs('body')}`,
    `taken_back WHERE ${named} OR ${hangs("json_extract(op, '$.payload')")}`,
    `parked_change WHERE ${named} OR EXISTS (SELECT 1 FROM json_each(:ids) AS id WHERE instr(parked_change.body, '"' || id.value || '"'))`,
    `held_deletion WHERE ${named}`,
    `kept_deletion WHERE ${named}`,
    `outbox_done WHERE ${named}`,
  ])
    db.prepare(`DELETE FROM ${rows}`).run(rows.includes(':ids') ? values : { names: values.names });
}
