import { SIGN_IN_CODES } from '../../preload/contract/index.ts';
import { toAppError } from './app-error.ts';
import { createSignal } from './signal.ts';

/** True while the teacher is asked for the password again. */
export const isSignInAsked = createSignal(false);

/** Asks for the password when that is what a call failed for. True: the dialog says it all. */
export function askSignInIfNeeded(error: unknown): boolean {
  const isNeeded = SIGN_IN_CODES.has(toAppError(error).code);
  if (isNeeded) isSignInAsked.set(true);
  return isNeeded;
}
