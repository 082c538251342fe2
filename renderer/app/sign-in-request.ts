import { toAppError } from './app-error.ts';
import { createSignal } from './signal.ts';

/** True while the teacher is asked for the password again. */
export const isSignInAsked = createSignal(false);

/** Asks for the password when that is what a call failed for. True: the dialog says it all. */
export function askSignInIfNeeded(error: unknown): boolean {
  const isNeeded = toAppError(error).code === 'account/sign-in-needed';
  if (isNeeded) isSignInAsked.set(true);
  return isNeeded;
}
