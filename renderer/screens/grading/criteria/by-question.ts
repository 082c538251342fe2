import { createSignal } from '../../../app/signal.ts';

const STORED_AS = 'grading.byQuestion';

/** Whether Enter goes to the same question of the next copy, rather than to the next of this one; kept on this computer. */
export const isByQuestion = createSignal(recall());

export function setByQuestion(value: boolean): void {
  isByQuestion.set(value);
  try {
    localStorage.setItem(STORED_AS, value ? 'yes' : 'no');
  } catch {
    // Until the window closes, then.
  }
}

function recall(): boolean {
  try {
    return localStorage.getItem(STORED_AS) === 'yes';
  } catch {
    return false;
  }
}
