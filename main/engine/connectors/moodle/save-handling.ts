import type { Call } from './moodle-api.ts';
import type { Return } from './plan-return.ts';
import type { Line } from './questions.ts';
import { extensionsCall, statesCall } from './requests.ts';
import { isMoodlesRefusal } from './save-grades.ts';

/** Whether a copy is written by saving its grade, be it the one that is there: with it go a state and another attempt. */
export function goesWithGrade({ ops, handling, now, unsaved }: Return): boolean {
  if (unsaved !== null) return false;
  const isFollowed =
    handling !== null && (handling.state !== now.handling?.state || handling.attempt > now.latestAttempt);
  return isFollowed || ops.some(({ entity }) => entity !== 'handling');
}

/** Whether the state of a copy is set by itself, since its grade cannot be saved. */
export function isStateAlone(give: Return): boolean {
  return give.handling !== null && !goesWithGrade(give) && give.handling.state !== give.now.handling?.state;
}

/**
 * Grants extensions, and sets states of copies whose grade cannot be saved, an assignment at a time.
 *
 * What Moodle refuses is found when it is read back.
 */
export async function saveHandling(line: Line, gives: readonly Return[]): Promise<void> {
  for (const [assignmentId, ofOne] of Map.groupBy(gives, ({ key }) => key.assignmentId)) {
    const extensions = ofOne.flatMap(({ key: { userId }, handling, now }) =>
      handling === null || handling.extension === now.handling?.extension
        ? []
        : [{ userId, date: handling.extension }],
    );
    const states = ofOne.filter(isStateAlone).map(({ key: { userId }, handling }) => ({
      userId,
      state: handling?.state ?? '',
    }));
    if (extensions.length > 0) await tell(line, extensionsCall(assignmentId, extensions));
    if (states.length > 0) await tell(line, statesCall(assignmentId, states));
  }
}

async function tell({ api, token, signal }: Line, call: Call<unknown>): Promise<void> {
  try {
    await api.call(token, call, signal);
  } catch (error) {
    if (!isMoodlesRefusal(error)) throw error;
  }
}
