import type { SignedIn } from './adapter-types.ts';

/** A teacher who reads a page, finds a password and types it twice is still in time. */
export const BROWSER_PATIENCE_MS = 10 * 60_000;

/** A sign-in that the teacher goes through in their own browser. */
export interface BrowserSignIn {
  /** The page of the server's to open there. */
  readonly address: string;
  /**
   * Takes the address that the server has sent the browser on to, as a link of the system's or pasted by the teacher.
   *
   * Null where the browser brings its answer here by itself. What is not the answer is refused, and the right one may still come.
   * @throws CartableError `account/browser-sign-in-failed` with `reason` not-an-answer or other-answer
   */
  readonly take: ((address: string) => void) | null;
  /**
   * Who has signed in, once they have.
   *
   * @throws CartableError `account/browser-sign-in-failed` with `reason` timeout, denied or refused; `ent/*`, `moodle/*`; the signal's reason
   */
  finished(): Promise<SignedIn>;
}
