import type { AccountDatabase } from '../window/account-database.ts';

const WORDS =
  'la lumière se propage en ligne droite dans un milieu homogène et le rayon réfracté se rapproche de la normale quand l’indice augmente donc l’angle diminue'.split(
    ' ',
  );

/** A student's answer of about a thousand letters; the same for the same number. */
export function answerOf(index: number): string {
  const words = Array.from({ length: 170 }, (_, place) => WORDS[(index * 31 + place * 7) % WORDS.length]);
  return `${words.join(' ')} réponse${index}.`;
}

export interface MadeAssignment {
  readonly id: string;
  readonly title: string;
  readonly submissionCount: number;
  readonly dueAt: number;
  /** How many have a grade, from the first on. */
  readonly gradedCount: number;
  /** Whether they answer by typed text. */
  readonly isText: boolean;
}

/** Writes an assignment and its submissions, by students of its own: `<id>-s<n>`. */
export function makeAssignment({ db }: AccountDatabase, made: MadeAssignment): void {
  const classGroup = db
    .prepare('SELECT id, (SELECT id FROM period LIMIT 1) AS period FROM class_group')
    .get() as {
    id: string;
    period: string;
  };
  db.prepare(
    `INSERT INTO assignment (id, class_group_id, period_id, title, instructions, max_x100, coefficient_x100, due_at)
     VALUES (?, ?, ?, ?, '', 2000, 100, ?)`,
  ).run(made.id, classGroup.id, classGroup.period, made.title, made.dueAt);
  const student = db.prepare('INSERT INTO student (id, first_name, last_name) VALUES (?, ?, ?)');
  const submission = db.prepare(
    `INSERT INTO submission (id, assignment_id, student_id, status, submitted_at, text) VALUES (?, ?, ?, 'submitted', ?, ?)`,
  );
  const grade = db.prepare(
    'INSERT INTO grade (submission_id, points_x100, updated_at, out_of_x100) VALUES (?, ?, ?, 2000)',
  );
  for (let index = 0; index < made.submissionCount; index += 1) {
    const id = submissionId(made.id, index);
    student.run(`${made.id}-s${index}`, `Prénom${index % 97}`, `Nom${String(index).padStart(4, '0')}`);
    submission.run(id, made.id, `${made.id}-s${index}`, made.dueAt, made.isText ? answerOf(index) : '');
    if (index < made.gradedCount) grade.run(id, 50 * (index % 41), made.dueAt);
  }
}

/** The name of a made submission. */
export function submissionId(assignmentId: string, index: number): string {
  return `${assignmentId}-c${String(index).padStart(4, '0')}`;
}
