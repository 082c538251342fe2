import type { ReferenceEnt, WebEdit } from '../../main/reference-ent/server.ts';

interface WrittenStudent {
  readonly first_name: string;
  readonly last_name: string;
}

export interface ClassOptions {
  readonly maxTimes100?: number;
  readonly text?: string;
  readonly studentOf?: (number: number) => WrittenStudent;
  /** Of the teacher whose class it is; the server's first one without it. */
  readonly login?: string;
}

/**
 * Writes a class, an assignment and its submissions on the ENT, as the school's office and its students do.
 *
 * Written again, it says anew what it says: a maximum that has changed, for instance.
 */
export function writeClass(
  ent: ReferenceEnt,
  students: number,
  {
    maxTimes100 = 2000,
    text = '',
    studentOf = (number) => ({ first_name: 'Prénom', last_name: `Nom ${number}` }),
    login,
  }: ClassOptions = {},
): { assignmentId: string; submissionIds: string[] } {
  const submissionIds = Array.from({ length: students }, (_, index) => `submission-${index + 1}`);
  const edits: WebEdit[] = [
    { entity: 'subject', id: 'subject-1', body: { name: 'Mathématiques' } },
    { entity: 'class_group', id: 'class-1', body: { name: '2de 3', subject_id: 'subject-1' } },
    {
      entity: 'assignment',
      id: 'assignment-1',
      body: {
        class_group_id: 'class-1',
        period_id: null,
        title: 'Devoir n° 1',
        instructions: '',
        max_x100: maxTimes100,
        coefficient_x100: 100,
        due_at: null,
      },
    },
    ...submissionIds.flatMap((id, index) => [
      {
        entity: 'student',
        id: `student-${index + 1}`,
        body: { ...studentOf(index + 1), class_group_ids: ['class-1'] },
      },
      {
        entity: 'submission',
        id,
        body: {
          assignment_id: 'assignment-1',
          student_id: `student-${index + 1}`,
          status: 'submitted',
          submitted_at: 1,
          text,
          files: [],
        },
      },
    ]),
  ];
  ent.editOnTheWeb(edits, login === undefined ? {} : { login });
  return { assignmentId: 'assignment-1', submissionIds };
}
