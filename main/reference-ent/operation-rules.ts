import {
  type Body,
  type EntityName,
  type Operation,
  operationKinds,
  type REFUSAL_CODES,
} from '../engine/connectors/ent/wire.ts';

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What the rules may look at. */
export interface DatasetView {
  /** The living entity with this id, or null. */
  body<E extends EntityName>(entity: E, id: string): Body<E> | null;
  /** Size in bytes of a blob that the account may name, or null. */
  blobSize(sha256: string): number | null;
  /** False when the entity exists and somebody else wrote it. */
  isOwn(entity: string, id: string): boolean;
}

type Value = Readonly<Record<string, unknown>>;

/**
 * Why an operation cannot be taken, or null. Pure.
 *
 * Says nothing about versions: a value can be right and still be a conflict.
 */
export function refusalOf(op: Operation, view: DatasetView): RefusalCode | null {
  if ((op.kind === 'delete') !== (op.value === null)) return 'invalid';
  const value = op.value ?? view.body(op.entity, op.id);
  if (value === null) return 'not-found';
  if (!operationKinds[op.entity].safeParse({ ...op, value }).success) return 'invalid';
  return RULES[op.entity](op, value, view);
}

/** One rule per entity that teachers write. `value` fits its schema; for a deletion it is what would go. */
const RULES: Readonly<
  Record<Operation['entity'], (op: Operation, value: Value, view: DatasetView) => RefusalCode | null>
> = {
  grade(op, value, view) {
    const grade = value as Body<'grade'>;
    // One grade per submission, named by it: two devices that grade one copy must meet in one entity.
    if (grade.submission_id !== op.id) return 'invalid';
    const assignment = assignmentOf(grade.submission_id, view);
    if (assignment === null) return 'not-found';
    if (isClosed(assignment, view)) return 'locked';
    if (op.kind === 'delete') return null;
    // No grade is not a zero: it must say what it is instead.
    if (grade.points_x100 === null) return grade.standing == null ? 'invalid' : null;
    // Eight out of ten is no eight out of twenty: whoever gave it has not seen the new maximum.
    if (op.out_of_x100 !== undefined && op.out_of_x100 !== assignment.max_x100) return 'maximum-changed';
    return grade.points_x100 > assignment.max_x100 ? 'out-of-range' : null;
  },
  assessment(op, value, view) {
    const assessment = value as Body<'assessment'>;
    if (assessment.assignment_id !== op.id) return 'invalid';
    const assignment = view.body('assignment', op.id);
    if (assignment === null) return 'not-found';
    return isClosed(assignment, view) ? 'locked' : null;
  },
  handling(op, value, view) {
    const handling = value as Body<'handling'>;
    if (handling.submission_id !== op.id) return 'invalid';
    const assignment = assignmentOf(handling.submission_id, view);
    if (assignment === null) return 'not-found';
    return isClosed(assignment, view) ? 'locked' : null;
  },
  comment(op, value, view) {
    const assignment = assignmentOf((value as Body<'comment'>).submission_id, view);
    if (assignment === null) return 'not-found';
    if (!view.isOwn('comment', op.id)) return 'no-right';
    return isClosed(assignment, view) ? 'locked' : null;
  },
  feedback(op, value, view) {
    const feedback = value as Body<'feedback'>;
    if (assignmentOf(feedback.submission_id, view) === null) return 'not-found';
    return op.kind === 'put' ? fileRefusal(feedback.file, view) : null;
  },
  lesson(op, value, view) {
    if (op.kind === 'delete') return null;
    return view.body('class_group', (value as Body<'lesson'>).class_group_id) === null ? 'not-found' : null;
  },
  resource(op, value, view) {
    const resource = value as Body<'resource'>;
    // A resource outlives its lesson as a deletion may: it can be removed after it, never added.
    if (op.kind === 'delete') return null;
    return view.body('lesson', resource.lesson_id) === null ? 'not-found' : fileRefusal(resource.file, view);
  },
  homework(op, value, view) {
    const homework = value as Body<'homework'>;
    if (op.kind === 'delete') return null;
    if (view.body('class_group', homework.class_group_id) === null) return 'not-found';
    return homework.lesson_id !== null && view.body('lesson', homework.lesson_id) === null
      ? 'not-found'
      : null;
  },
};

function assignmentOf(submissionId: string, view: DatasetView): Body<'assignment'> | null {
  const submission = view.body('submission', submissionId);
  return submission === null ? null : view.body('assignment', submission.assignment_id);
}

function isClosed(assignment: Body<'assignment'>, view: DatasetView): boolean {
  return assignment.period_id !== null && view.body('period', assignment.period_id)?.is_closed === true;
}

function fileRefusal(file: Body<'resource'>['file'], view: DatasetView): RefusalCode | null {
  const sizeBytes = view.blobSize(file.sha256);
  if (sizeBytes === null) return 'blob-missing';
  return sizeBytes === file.bytes ? null : 'invalid';
}
