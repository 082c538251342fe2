import type { Assignment, GradeMark, MarkChange } from '../../../preload/contract/index.ts';
import { isOutOfOther, parseMark, whyNoMark } from '../../../preload/contract/index.ts';
import { createSignal } from '../../app/signal.ts';

/** What is typed in a grade field and is not a grade yet, or not one that can be given. */
export interface GradeDraft {
  readonly text: string;
  readonly fault: GradeFault | null;
  /** What was shown when the typing began: something else may have come since. */
  readonly before: GradeMark;
}

export type GradeFault =
  | { readonly kind: 'not-a-number' | 'too-precise' | 'no-level'; readonly text: string }
  | { readonly kind: 'other-maximum'; readonly text: string; readonly maxTimes100: number }
  | { readonly kind: 'out-of-range'; readonly maxTimes100: number };

/** What a grade is read by. */
export type GradedBy = Pick<Assignment, 'maxTimes100' | 'rules'>;

export type ReadGrade = { readonly change: MarkChange } | { readonly fault: GradeFault };

/** Drafts by submission: what was mistyped is still there, with its reason, when the teacher comes back. */
export const gradeDrafts = createSignal<ReadonlyMap<string, GradeDraft>>(new Map());

/** Changes what is typed for a copy, which shows what it says beside its id. */
export function typeGrade(
  { id, ...shown }: { readonly id: string } & GradeMark,
  typed: Pick<GradeDraft, 'text' | 'fault'>,
): void {
  const { pointsTimes100, standing, isCounted } = shown;
  const { before = { pointsTimes100, standing, isCounted } } = gradeDrafts.get().get(id) ?? {};
  gradeDrafts.set(new Map(gradeDrafts.get()).set(id, { ...typed, before }));
}

/** Forgets what is typed for a copy. */
export function forgetGrade(submissionId: string): void {
  const drafts = new Map(gradeDrafts.get());
  drafts.delete(submissionId);
  gradeDrafts.set(drafts);
}

/** Reads what was typed as a mark for that assignment; nothing at all removes the grade and what stands beside it. */
export function readGrade(text: string, { maxTimes100, rules }: GradedBy): ReadGrade {
  const change = parseMark(text, rules);
  if (change === null) return { fault: { kind: whyNoMark(text, rules), text: text.trim() } };
  if (isOutOfOther(text, { maxTimes100, scale: rules.scale }))
    return { fault: { kind: 'other-maximum', text: text.trim(), maxTimes100 } };
  const { pointsTimes100 } = change;
  return pointsTimes100 != null && pointsTimes100 > maxTimes100
    ? { fault: { kind: 'out-of-range', maxTimes100 } }
    : { change };
}
