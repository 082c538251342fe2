import { type ModelEnt, TEACHER } from './model-ent.ts';
import { START_MS } from './start.ts';

export const STUDENTS = 4;
export const LESSONS = 2;
export const ASSIGNMENT = 'ds1';

/** Writes a small class, its copies and two lessons at the ENT. */
export function writeSchool(ent: ModelEnt): void {
  ent.write('subject', 'maths', { name: 'Mathématiques' });
  ent.write('class_group', '2de4', { name: '2de 4', subject_id: 'maths' });
  ent.write('assignment', ASSIGNMENT, {
    class_group_id: '2de4',
    period_id: null,
    title: 'Devoir',
    instructions: '',
    max_x100: 2000,
    coefficient_x100: 100,
    due_at: null,
  });
  for (let index = 0; index < STUDENTS; index += 1) {
    const student = `student-${index}`;
    ent.write('student', student, { first_name: 'P', last_name: `N${index}`, class_group_ids: ['2de4'] });
    ent.write('submission', `copy-${index}`, {
      assignment_id: ASSIGNMENT,
      student_id: student,
      status: 'submitted',
      submitted_at: 1,
      text: '',
      files: [],
    });
  }
  for (let index = 0; index < LESSONS; index += 1) {
    const first = {
      id: `first-${index}`,
      content: { type: 'paragraph', content: [{ type: 'text', text: 'début' }] },
    };
    ent.write(
      'lesson',
      `lesson-${index}`,
      {
        class_group_id: '2de4',
        title: 'Séance',
        starts_at: START_MS,
        is_published: false,
        blocks: [first],
      },
      TEACHER.id,
    );
  }
}
