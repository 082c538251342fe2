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
  CommentBody: { submission_id: SUBMISSION, text: 'Written by its author alone.' },
  FeedbackBody: { submission_id: SUBMISSION, file: 'A corrected copy.' },
  LessonBody: {
    class_group_id: CLASS,
    title: 'Shown.',
    starts_at: 'When it is held.',
    is_published: 'Students see it.',
    blocks: 'Paragraphs, images…, each with an id of its own: the unit of merging.',
  },
  ResourceBody: { lesson_id: LESSON, file: 'What is attached.' },
  HomeworkBody: {
    lesson_id: 'Null: given apart from any lesson.',
    class_group_id: CLASS,
    text: 'What is to be done.',
    due_at: 'For when.',
  },
} as const;
