import { defineSyncable } from '../store/define-syncable.ts';
import type { Db } from '../store/store.ts';
import type { SyncableEntity } from '../store/syncable-entity.ts';
import { deleteRow, upsert } from '../store/upsert.ts';
import type { ClassGroupBody, PeriodBody, SchoolYearBody, StudentBody, SubjectBody } from './bodies.ts';

/**
 * The school as the ENT describes it; the teacher only reads it.
 *
 * A class or a student that the ENT removes takes nothing of the teacher's along: grades and lessons keep their
 * rows, and are shown again if it comes back. The name of such a student is kept for as long as a copy of theirs is known,
 * so that they can be erased.
 */
export const classesEntities: readonly SyncableEntity[] = [
  defineSyncable<SchoolYearBody>({
    entity: 'school_year',
    apply(db, { id, body }) {
      if (body === null) return deleteRow(db, 'school_year', id);
      upsert(db, 'school_year', { id, label: body.label, starts_at: body.starts_at, ends_at: body.ends_at });
    },
  }),
  defineSyncable<PeriodBody>({
    entity: 'period',
    apply(db, { id, body }) {
      if (body === null) return deleteRow(db, 'period', id);
      const { label, starts_at, ends_at, is_closed } = body;
      upsert(db, 'period', { id, label, starts_at, ends_at, is_closed: Number(is_closed) });
    },
  }),
  defineSyncable<SubjectBody>({
    entity: 'subject',
    apply(db, { id, body }) {
      if (body === null) return deleteRow(db, 'subject', id);
      upsert(db, 'subject', { id, name: body.name });
    },
  }),
  defineSyncable<ClassGroupBody>({
    entity: 'class_group',
    apply(db, { id, body }) {
      if (body === null) return deleteRow(db, 'class_group', id);
      upsert(db, 'class_group', { id, name: body.name, subject_id: body.subject_id });
    },
  }),
  defineSyncable<StudentBody>({
    entity: 'student',
    apply(db, { id, body, at }) {
      db.prepare('DELETE FROM student_class_group WHERE student_id = ?').run(id);
      if (body === null) return removeStudent(db, id, at);
      deleteRow(db, 'gone_student', id);
      upsert(db, 'student', { id, first_name: body.first_name, last_name: body.last_name });
      const join = db.prepare(
        'INSERT OR IGNORE INTO student_class_group (student_id, class_group_id) VALUES (?, ?)',
      );
      for (const classGroupId of body.class_group_ids) join.run(id, classGroupId);
    },
  }),
];

function removeStudent(db: Db, id: string, at: number): void {
  db.prepare(
    `INSERT OR REPLACE INTO gone_student (id, first_name, last_name, gone_at)
       SELECT id, first_name, last_name, :at FROM student WHERE id = :id
         AND (EXISTS (SELECT 1 FROM submission WHERE student_id = :id)
           OR EXISTS (SELECT 1 FROM gone_submission WHERE student_id = :id))`,
  ).run({ id, at });
  deleteRow(db, 'student', id);
}
