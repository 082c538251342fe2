import { bodies, type EntityName, type TeacherEntity } from '../wire.ts';

interface KindNote {
  /** What one is, and what it hangs on. */
  readonly is: string;
  /** Its id, where that is not free. */
  readonly id?: string;
}

const ENT_KINDS: Readonly<Record<Exclude<EntityName, TeacherEntity>, KindNote>> = {
  school_year: { is: 'One is enough; the one that holds the day is shown.' },
  period: { is: 'A term of the school year; grades count in one.' },
  subject: { is: 'What is taught.' },
  class_group: { is: 'A class, or a part of one, in one subject: what a teacher has lessons with.' },
  student: { is: 'Of one class group or several of this teacher’s.' },
  assignment: { is: 'Work that a class group hands in or does, with its maximum.' },
  submission: {
    is: 'What one student handed in for one assignment. There is one for every student of the class group, handed in or not: grades and comments are named by it.',
  },
};

/** With the codes that the rules of the kind refuse with, beyond those that all kinds share. */
const TEACHER_KINDS: Readonly<Record<TeacherEntity, KindNote & { readonly refused: string }>> = {
  grade: {
    is: 'The grade of one submission.',
    id: 'the submission’s',
    refused:
      '`invalid`: another id than the submission’s, or neither points nor a standing. `locked`: its assignment’s period is closed, for deletions too. `maximum-changed`: `out_of_x100` is not the assignment’s `max_x100`. `out-of-range`: more points than `max_x100`.',
  },
  comment: {
    is: 'An appraisal of one submission.',
    refused: '`locked`: as a grade. `no-right`: somebody else wrote it.',
  },
  feedback: {
    is: 'A corrected copy of one submission.',
    refused:
      '`blob-missing`: the ENT lacks the document, or this account may not know it. `invalid`: it is not `bytes` long.',
  },
  lesson: {
    is: 'A lesson of one class group, with its text.',
    refused: '',
  },
  resource: {
    is: 'A document of one lesson. It may be deleted after its lesson.',
    refused: '`blob-missing`, `invalid`: as a feedback.',
  },
  homework: { is: 'Work for a class group, given in a lesson or apart.', refused: '' },
  assessment: {
    is: 'What the teacher decides of an assignment.',
    id: 'the assignment’s',
    refused: '`invalid`: another id than the assignment’s. `locked`: as a grade.',
  },
  handling: {
    is: 'A student’s own date, the attempt and the state of the marking of one submission. Clients write one only where the ENT has told `handled` with the assignment.',
    id: 'the submission’s',
    refused: '`invalid`: another id than the submission’s. `locked`: as a grade.',
  },
};

/** What each kind is, who writes it and what a rule refuses. */
export const KIND_NOTES: Readonly<Record<EntityName, KindNote & { readonly refused?: string }>> = {
  ...ENT_KINDS,
  ...TEACHER_KINDS,
};

/** `class_group` becomes `ClassGroup`, with what is said of it after. */
export function kindSchemaName(entity: string, of: 'Body' | 'Change' | 'Operation' | 'Grant'): string {
  return `${entity.replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase())}${of}`;
}

/** The kinds as the written API's table: who writes them, what they are, what is refused. */
export function kindRows(): string[] {
  return Object.entries(KIND_NOTES).map(([entity, { is, id, refused }]) => {
    const writer = refused === undefined ? 'the ENT' : 'teachers';
    return `| \`${entity}\` | ${writer} | ${id ?? 'free'} | ${is} | ${refused ?? ''} |`;
  });
}

/** What the parts of changes and operations mean that are of one kind alone. */
export const CHANGE_AND_OPERATION_NOTES = Object.fromEntries(
  Object.keys(bodies).flatMap((entity) => [
    [kindSchemaName(entity, 'Change'), { entity: 'This kind.', body: 'Null of a deletion.' }],
    ...(entity in TEACHER_KINDS
      ? [[kindSchemaName(entity, 'Operation'), { entity: 'This kind.', value: 'Null of a deletion.' }]]
      : []),
  ]),
);

const CLASS = 'Id of a class group.';
const SUBMISSION = 'Id of a submission.';
const LESSON = 'Id of a lesson.';

/** What each field of the bodies means, by the name of their schema. */
export const FILE_AND_ENTITY_NOTES = {
  FileRef: {
    id: 'Of the link, not of the bytes.',
    name: 'What people see.',
    sha256: 'Names the bytes.',
    bytes: 'How many.',
    media_type: 'For example `application/pdf`.',
  },
  LessonBlock: {
    id: 'Of the block, for ever: the unit of merging.',
    content:
      'One top-level node of a ProseMirror document as JSON, for example `{"type": "paragraph", "content": [{"type": "text", "text": "Bonjour"}]}`. The client writes `paragraph`, `heading` (`attrs.level` 1 to 4), `bulletList`, `orderedList`, `listItem`, `blockquote`, `codeBlock`, `horizontalRule`, `hardBreak`, `text` with the marks `bold`, `italic`, `underline`, `strike`, `code`, `link`; it shows and keeps others as they are.',
    variant: 'Another version of the block `of`, made on `device` while that one was changed elsewhere.',
  },
  SchoolYearBody: {
    label: 'For example `2026-2027`.',
    starts_at: 'First day.',
    ends_at: 'After the last day.',
  },
  PeriodBody: {
    label: 'For example `1er trimestre`.',
    starts_at: 'First day.',
    ends_at: 'After the last day.',
    is_closed: 'Its grades and comments are `locked`.',
  },
  SubjectBody: { name: 'What people see.' },
  ClassGroupBody: { name: 'What people see.', subject_id: 'What is taught.' },
  StudentBody: { first_name: 'Shown.', last_name: 'Sorted by.', class_group_ids: 'Where the student is.' },
  AssignmentBody: {
    class_group_id: CLASS,
    period_id: 'Where its grades count; null: nowhere.',
    title: 'Shown.',
    instructions: 'Plain text.',
    max_x100: 'Best grade, in hundredths: 2000 is out of 20.',
    coefficient_x100: 'In hundredths.',
    due_at: 'Null: no date.',
  },
  SubmissionBody: {
    assignment_id: 'Of what.',
    student_id: 'By whom.',
    status: '`missing`: the student has handed nothing in; the submission exists all the same.',
    submitted_at: 'Null: not yet.',
    text: 'What was typed.',
    files: 'What was attached.',
  },
  GradeBody: {
    submission_id: 'Which is the grade’s own id: two devices that grade one copy meet in one grade.',
    points_x100:
      'In hundredths; at most the assignment’s `max_x100`. Null with a `standing` only: no grade, which is not a zero.',
    standing:
      'Beside the grade or in its place: `absent`, `exempt`, `not-handed-in`, `late`. Null or absent: nothing to say.',
    is_counted: 'False: the grade is left out of averages. Absent: true.',
  },
  AssessmentBody: {
    assignment_id: 'Which is the assessment’s own id.',
    publish_at:
      'From then on students and parents read the assignment’s grades and comments; null: they are the teacher’s draft.',
    counting:
      '`bonus`: only what is above half the maximum counts, and adds to the average. Absent: `ordinary`.',
  },
  HandlingBody: {
    submission_id: 'Which is the handling’s own id.',
    extended_to: 'Until when this student may hand in without being late; null: the assignment’s own date.',
    attempt:
      'The attempt that is open or was handed in last, from 1 on. A higher one opens it for the student.',
    state: 'How far its marking has come, where that is followed; null: it is not.',
  },
  CommentBody: { submission_id: SUBMISSION, text: 'Written by its author alone.' },
  FeedbackBody: { submission_id: SUBMISSION, file: 'A corrected copy.' },
  LessonBody: {
    class_group_id: CLASS,
    title: 'Shown.',
    starts_at: 'When it is held.',
    is_published: 'Students see it.',
    publish_at: 'Where it is not published: students see it from then on. Null or absent: no date is set.',
    blocks: 'Paragraphs, images…, each with an id of its own: the unit of merging.',
  },
  ResourceBody: { lesson_id: LESSON, file: 'What is attached.' },
  HomeworkBody: {
    lesson_id: 'Null: given apart from any lesson.',
    class_group_id: CLASS,
    text: 'What is to be done.',
    due_at: 'For when.',
    expected_minutes: 'How long it is meant to take a student. Absent: its teacher did not say.',
    hand_in: 'How students hand it in. Absent: they do not, or their teacher did not say.',
  },
} as const;
