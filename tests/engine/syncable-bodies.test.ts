import { expect, expectTypeOf, test } from 'vitest';
import type {
  ClassGroupBody,
  PeriodBody,
  SchoolYearBody,
  StudentBody,
  SubjectBody,
} from '../../main/engine/classes/bodies.ts';
import { type Body, bodies } from '../../main/engine/connectors/ent/wire.ts';
import type {
  AssessmentBody,
  AssignmentBody,
  CommentBody,
  FeedbackBody,
  GradeBody,
  HandlingBody,
  SubmissionBody,
} from '../../main/engine/grading/bodies.ts';
import type { HomeworkBody, LessonBody, ResourceBody } from '../../main/engine/lessons/bodies.ts';
import { SYNCABLE_ENTITIES } from '../../main/engine/registry.ts';
import { openDomainWorkspace } from './domain-workspace.ts';

test('what the wire accepts is what the domains expect', () => {
  expectTypeOf<Body<'school_year'>>().toExtend<SchoolYearBody>();
  expectTypeOf<Body<'period'>>().toExtend<PeriodBody>();
  expectTypeOf<Body<'subject'>>().toExtend<SubjectBody>();
  expectTypeOf<Body<'class_group'>>().toExtend<ClassGroupBody>();
  expectTypeOf<Body<'student'>>().toExtend<StudentBody>();
  expectTypeOf<Body<'assignment'>>().toExtend<AssignmentBody>();
  expectTypeOf<Body<'submission'>>().toExtend<SubmissionBody>();
  expectTypeOf<Body<'grade'>>().toExtend<GradeBody>();
  expectTypeOf<Body<'assessment'>>().toExtend<AssessmentBody>();
  expectTypeOf<Body<'handling'>>().toExtend<HandlingBody>();
  expectTypeOf<Body<'comment'>>().toExtend<CommentBody>();
  expectTypeOf<Body<'feedback'>>().toExtend<FeedbackBody>();
  expectTypeOf<Body<'lesson'>>().toExtend<LessonBody>();
  expectTypeOf<Body<'resource'>>().toExtend<ResourceBody>();
  expectTypeOf<Body<'homework'>>().toExtend<HomeworkBody>();
});

test('every entity of the wire has one domain that applies it', () => {
  expect(SYNCABLE_ENTITIES.map(({ entity }) => entity).sort()).toEqual(Object.keys(bodies).sort());
});

test('removing what was never there is nothing to worry about', async () => {
  const { store } = await openDomainWorkspace();
  for (const { apply, label } of SYNCABLE_ENTITIES) {
    store.write(() => apply(store.db, { id: 'none', body: null, by: '', at: 0, isMine: false }));
    expect(label?.(store.db, 'none') ?? '').toBe('');
  }
});

test('a class applied twice is the same class', async () => {
  const { receive, store } = await openDomainWorkspace();
  const year = { label: '2026-2027', starts_at: 1, ends_at: 2 };
  const dump = () =>
    ['school_year', 'period', 'subject', 'class_group', 'student', 'student_class_group'].map((table) =>
      store.db.prepare(`SELECT * FROM ${table}`).all(),
    );
  const applyAll = () => {
    receive('school_year', 'y', year);
    receive('period', 'p', { ...year, label: 'Trimestre 1', is_closed: true });
    receive('subject', 's', { name: 'Maths' });
    receive('class_group', 'g', { name: '2de 4', subject_id: 's' });
    receive('student', 'e', { first_name: 'Léa', last_name: 'Roy', class_group_ids: ['g', 'g', 'h'] });
  };
  applyAll();
  const first = dump();
  applyAll();
  expect(dump()).toEqual(first);
  expect(first.at(-1)).toEqual([
    { student_id: 'e', class_group_id: 'g' },
    { student_id: 'e', class_group_id: 'h' },
  ]);
});
