import { toAppError } from './app-error.ts';
import { createSignal } from './signal.ts';

/** True while the teacher is asked for the password again. */
export const isSignInAsked = createSignal(false);

/** Asks for the password when that is what a call failed for. */
export function askSignInIfNeeded(error: unknown): void {
  if (toAppError(error).code === 'account/sign-in-needed') isSignInAsked.set(true);
}
