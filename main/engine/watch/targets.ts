import type { ArrivalTarget } from '../../../preload/contract/watch.ts';
import type { Db } from '../store/store.ts';
import { type Candidate, wordsOf } from './rules.ts';

const DAY_MS = 86_400_000;
/** What may still want a document: some weeks back, and what is being prepared. */
const BACK_MS = 60 * DAY_MS;
const AHEAD_MS = 60 * DAY_MS;
const FOUND = 20;

interface LessonTarget {
  readonly id: string;
  readonly title: string;
  readonly startsAt: number;
  readonly classGroupName: string;
}

interface SubmissionTarget {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly assignmentTitle: string;
  readonly dueAt: number | null;
  readonly classGroupName: string;
}

/** Every lesson and submission around `now`, with the words by which a file's name is compared. */
export function readCandidates(db: Db, now: number): Candidate[] {
  const around = { from: now - BACK_MS, to: now + AHEAD_MS };
  const lessons = db
    .prepare(
      `SELECT lesson.id, title, starts_at AS startsAt, COALESCE(class_group.name, '') AS classGroupName
       FROM lesson LEFT JOIN class_group ON class_group.id = class_group_id
       WHERE removed_at IS NULL AND starts_at BETWEEN :from AND :to`,
    )
    .all(around) as LessonTarget[];
  const submissions = db
    .prepare(
      `SELECT submission.id, first_name AS firstName, last_name AS lastName, title AS assignmentTitle, due_at AS dueAt,
         COALESCE(class_group.name, '') AS classGroupName
       FROM submission JOIN student ON student.id = student_id JOIN assignment ON assignment.id = assignment_id
       LEFT JOIN class_group ON class_group.id = class_group_id
       WHERE due_at IS NULL OR due_at BETWEEN :from AND :to`,
    )
    .all(around) as SubmissionTarget[];
  return [...lessons.map(toLesson), ...submissions.map(toSubmission)];
}

function toLesson({ id, title, startsAt, classGroupName }: LessonTarget): Candidate {
  return {
    target: { kind: 'lesson', id, title, startsAt, classGroupName },
    needed: [],
    firstName: [],
    title: wordsOf(title),
    classGroup: wordsOf(classGroupName),
    at: startsAt,
  };
}

function toSubmission(row: SubmissionTarget): Candidate {
  const { id, firstName, lastName, assignmentTitle, dueAt, classGroupName } = row;
  const studentName = `${firstName} ${lastName}`;
  return {
    target: { kind: 'submission', id, studentName, assignmentTitle, classGroupName },
    needed: wordsOf(lastName),
    firstName: wordsOf(firstName),
    title: wordsOf(assignmentTitle),
    classGroup: wordsOf(classGroupName),
    at: dueAt,
  };
}

/** Targets that hold every word of a search, or its beginning; the nearest in time first. */
export function searchTargets(candidates: readonly Candidate[], text: string, now: number): ArrivalTarget[] {
  const searched = wordsOf(text);
  const away = ({ at }: Candidate) => (at === null ? AHEAD_MS : Math.abs(at - now));
  return candidates
    .filter(({ needed, firstName, title, classGroup }) => {
      const words = [...needed, ...firstName, ...title, ...classGroup];
      return searched.every((one) => words.some((word) => word.startsWith(one)));
    })
    .sort((a, b) => away(a) - away(b))
    .slice(0, FOUND)
    .map(({ target }) => target);
}
