import { ORPCError } from '@orpc/client';
import type { GradeMark } from '../../../preload/contract/index.ts';
import { COMMENT_MAX_LENGTH, isSameMark } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { undoStack } from '../../app/undo.ts';
import type { CommentOver, GradeOver } from '../../app/undo-steps.ts';
import { gradeSteps } from '../../app/undo-steps.ts';
import type { SaveState, SaveStatus } from '../../components/autosave/autosave.ts';
import { Autosave } from '../../components/autosave/autosave.ts';
import { watchUnsaved } from '../../components/autosave/unsaved.ts';
import { worstState } from '../../components/autosave/worst-state.ts';
import type { PendingGrades } from './copies.ts';

/** 600 ms: a pause between two sentences, not between two words. */
const COMMENT_DELAY_MS = 600;

export interface GradeEdit {
  readonly assignmentId: string;
  readonly mark: GradeMark;
  readonly previous: GradeMark;
  /** What was shown when it began to be typed. */
  readonly before: GradeMark;
  /** What the others of a team have then. */
  readonly beforeOfTeam: GradeMark;
  /** « Note de Zoé Garnier : 14,5 » */
  readonly label: string;
}

/**
 * The worst trouble of any copy, null without one: with a full disk a teacher who goes from copy to copy must hear of it
 * on the copy where they are.
 */
export const savingTrouble: Signal<SaveState | null> = createSignal<SaveState | null>(null);

/** Grades that the engine has not acknowledged yet. Those that it refuses are not in here. */
export const pendingGrades: Signal<PendingGrades> = createSignal<PendingGrades>(new Map());

/**
 * One autosave per copy and kind, for as long as the window lives.
 *
 * Outside the screen, because a teacher is two copies further when the engine answers, and because what
 * could not be saved yet must still be there when they come back.
 */
const gradeSaves = new Map<string, Autosave<GradeEdit>>();
const commentSaves = new Map<string, Autosave<string>>();

/** The autosave of a copy's grade. Nobody pauses in the middle of a grade, so it waits for nothing. */
export function gradeSave(submissionId: string): Autosave<GradeEdit> {
  return known(gradeSaves, submissionId, () => {
    const made = new Autosave<GradeEdit>({
      delayMs: 0,
      save: async (edit) => {
        const { mark, before, beforeOfTeam } = edit;
        const saved = await writeMark(submissionId, edit.assignmentId, { ...mark, before });
        rememberGrade(submissionId, edit, gradeSteps({ ...edit, before: beforeOfTeam, ...saved }));
      },
    });
    made.state.subscribe(() => followPending(submissionId, made));
    return made;
  });
}

/** Has a grade saved at once. `before`: what was shown when it began to be typed. */
export function typeGrade(submissionId: string, edit: Omit<GradeEdit, 'beforeOfTeam'>): void {
  const autosave = gradeSave(submissionId);
  const pending = autosave.pending?.value;
  // What has not gone yet was made on what was shown before it, and the others of the team get it first.
  const before = pending?.before ?? edit.before;
  const isOverOwn = pending !== undefined && isSameMark(pending.mark, edit.previous);
  autosave.type({ ...edit, before, beforeOfTeam: isOverOwn ? edit.previous : before });
  void autosave.flush();
}

/** Tries again whatever the engine refused, on any copy. */
export function retrySaves(): void {
  for (const autosave of [...gradeSaves.values(), ...commentSaves.values()]) void autosave.retry();
}

/** The autosave of the teacher's own comment on a copy. */
export function commentSave(submissionId: string): Autosave<string> {
  return known(
    commentSaves,
    submissionId,
    () =>
      new Autosave<string>({
        delayMs: COMMENT_DELAY_MS,
        save: async (text) => {
          await writeComment(submissionId, { text, before: madeOf.get(submissionId) });
          madeOf.set(submissionId, text);
        },
      }),
  );
}

/** The saved texts that the comments being typed are made of: something else may have come since. By submission. */
const madeOf = new Map<string, string>();

/** Types a comment. `savedText`: what it was when the typing began. */
export function typeComment(submissionId: string, text: string, savedText: string): void {
  if (!madeOf.has(submissionId)) madeOf.set(submissionId, savedText);
  commentSave(submissionId).type(text);
}

/** Nothing is being typed there any more. */
export function leaveComment(submissionId: string): void {
  madeOf.delete(submissionId);
}

/**
 * What was typed of comments whose saved text is not known yet, by submission.
 *
 * Outside the screen, for the same reasons as the saves.
 */
export const earlyComments = new Map<string, string>();

/** Puts what was typed early after the saved text, and has that saved; null when nothing was. */
export function joinEarlyComment(submissionId: string, savedText: string): string | null {
  const early = earlyComments.get(submissionId);
  if (early === undefined) return null;
  earlyComments.delete(submissionId);
  const joined = savedText.trim() === '' ? early : `${savedText.trimEnd()}\n${early}`;
  typeComment(submissionId, joined, savedText);
  return joined;
}

/** Does so for a copy that was left before its saved text was known. Asked anew: leaving cancels the screen's question. */
export async function settleEarlyComment(submissionId: string): Promise<void> {
  const { comments } = await queryClient.fetchQuery({
    queryKey: ['early-comment', submissionId],
    queryFn: async () => engineClient.grading.submission({ submissionId }),
    staleTime: 0,
    gcTime: 0,
  });
  joinEarlyComment(submissionId, comments.find(({ isMine }) => isMine)?.text ?? '');
}

/** Saves a comment at once. `before`: the text that it was made of, or that undo and redo take away. */
export async function writeComment(submissionId: string, { text, before }: CommentOver): Promise<void> {
  if (text.length > COMMENT_MAX_LENGTH) {
    // Not cut by the field: a pasted text must not lose its end without a word.
    throw new ORPCError('grading/comment-too-long', {
      defined: true,
      data: { params: { max: COMMENT_MAX_LENGTH, length: text.length }, retry: 'after-user' },
    });
  }
  await engineClient.grading.saveComment({ submissionId, text, forTeam: true, before });
  const queryKey = engine.grading.submission.queryKey({ input: { submissionId } });
  queryClient.setQueryData(queryKey, (detail) => {
    if (detail === undefined) return detail;
    const others = detail.comments.filter(({ isMine }) => !isMine);
    const mine = detail.comments.find(({ isMine }) => isMine);
    const written = { id: '', authorName: '', isMine: true, ...mine, text, updatedAt: Date.now() };
    return { ...detail, comments: text === '' ? others : [...others, written] };
  });
}

async function writeMark(submissionId: string, assignmentId: string, grade: GradeOver) {
  const { pointsTimes100, standing, isCounted } = grade;
  const { previousOutOfTimes100, outOfTimes100 } = await engineClient.grading.saveGrade({
    submissionId,
    ...grade,
    forTeam: true,
  });
  const list = engine.grading.submissions.queryKey({ input: { assignmentId } });
  queryClient.setQueryData(list, (copies) =>
    copies?.map((copy) =>
      copy.id === submissionId ? { ...copy, pointsTimes100, standing, isCounted, sync: 'waiting' } : copy,
    ),
  );
  // What was there before is what the teacher saw: after a retry the engine's answer would be the new mark.
  return { previousOutOfTimes100, outOfTimes100 };
}

function rememberGrade(
  submissionId: string,
  { assignmentId, mark, previous, label }: GradeEdit,
  steps: ReturnType<typeof gradeSteps>,
): void {
  if (isSameMark(mark, previous)) return;
  undoStack.push({
    label,
    undo: async () => writeMark(submissionId, assignmentId, steps.undo),
    redo: async () => writeMark(submissionId, assignmentId, steps.redo),
  });
}

const UNDER_WAY: readonly SaveStatus[] = ['typed', 'saving', 'retrying'];

function followPending(submissionId: string, { pending, state }: Autosave<GradeEdit>): void {
  const grades = new Map(pendingGrades.get());
  if (pending !== null && UNDER_WAY.includes(state.get().status)) {
    grades.set(submissionId, pending.value.mark);
  } else {
    grades.delete(submissionId);
  }
  pendingGrades.set(grades);
}

function followTrouble(): void {
  const all = [...gradeSaves.values(), ...commentSaves.values()].map(({ state }) => state.get());
  const troubled = all.filter(({ error }) => error !== null);
  savingTrouble.set(troubled.length === 0 ? null : worstState(troubled));
}

function known<Value>(
  saves: Map<string, Autosave<Value>>,
  submissionId: string,
  make: () => Autosave<Value>,
): Autosave<Value> {
  const found = saves.get(submissionId);
  if (found !== undefined) return found;
  const made = make();
  saves.set(submissionId, made);
  made.state.subscribe(followTrouble);
  watchUnsaved(made);
  return made;
}
