import { createSignal } from '../../app/signal.ts';

const STORED_AS = 'grading.anonymous';

/** Whether names are hidden while grading; kept from one day to the next on this computer. */
export const isAnonymous = createSignal(recall());

/** Hides or shows the names. */
export function setAnonymous(value: boolean): void {
  isAnonymous.set(value);
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
