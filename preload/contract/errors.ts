import * as z from 'zod';

/**
 * Every failure that can cross the bridge, as a closed union.
 *
 * The engine sends a code and numbers, never a sentence: the screen's words are the i18n key
 * `error.<code>`, and a test proves that each code has a French and an English text.
 */
export const ERROR_CODES = [
  'account/wrong-address',
  'account/wrong-credentials',
  'account/not-connected',
  'account/sign-in-needed',
  'account/other-account',
  'account/demo-failed',
  'account/browser-sign-in-failed',
  'ent/unreachable',
  'ent/not-an-ent',
  'ent/insecure',
  'ent/server-error',
  'ent/paused',
  'ent/refused',
  'ent/unsupported-version',
  'moodle/web-services-off',
  'moodle/password-change',
  'moodle/policy-not-agreed',
  'moodle/profile-incomplete',
  'moodle/maintenance',
  'moodle/moved',
  'moodle/too-old',
  'moodle/missing-functions',
  'moodle/browser-only',
  'moodle/not-kept',
  'moodle/changed-there',
  'moodle/no-room',
  'network/offline',
  'network/no-such-host',
  'network/dns-failed',
  'network/captive-portal',
  'network/proxy-sign-in',
  'network/proxy-unreachable',
  'network/certificate-expired',
  'network/certificate-wrong-host',
  'network/certificate-unknown',
  'network/clock-wrong',
  'sync/already-running',
  'sync/cannot-undo',
  'sync/cancelled',
  'sync/dataset-changed',
  'sync/too-many-deletions',
  'grading/grade-out-of-range',
  'grading/comment-too-long',
  'grading/names-hidden',
  'grading/marks-disclosed',
  'grading/bank-file-refused',
  'grading/form-of-server',
  'grading/not-handled',
  'grading/extension-too-early',
  'grading/no-more-attempts',
  'annotations/not-an-update',
  'annotations/not-annotatable',
  'exchange/maximum-changed',
  'exchange/not-a-table',
  'exchange/too-large',
  'exchange/not-an-archive',
  'exchange/archive-too-large',
  'exchange/archive-unsafe',
  'paper/not-a-pile',
  'lessons/title-missing',
  'lessons/too-many-blocks',
  'reuse/not-a-sequence',
  'reuse/too-new',
  'writing/not-a-text',
  'writing/too-long',
  'writing/locked',
  'timetable/not-a-calendar',
  'timetable/calendar-too-large',
  'progression/settled',
  'progression/no-session',
  'library/file-missing',
  'library/file-unreadable',
  'library/file-refused',
  'library/folder-unwritable',
  'library/no-program',
  'library/lesson-gone',
  'backup/wrong-passphrase',
  'backup/not-a-backup',
  'backup/damaged',
  'backup/account-here',
  'erasure/not-confirmed',
  'erasure/year-running',
  'lock/locked',
  'lock/wrong-passphrase',
  'lock/wait',
  'watch/folder-refused',
  'policy/not-allowed',
  'policy/folder-not-allowed',
  'policy/address-locked',
  'store/not-found',
  'store/disk-full',
  'store/read-only',
  'store/busy',
  'store/corrupt',
  'store/from-future',
  'store/in-use',
  'store/not-a-folder',
  'vault/blob-missing',
  'vault/blob-corrupt',
  'engine/restarted',
  'engine/unavailable',
  'input/invalid',
  'internal/unexpected',
] as const;

export const errorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCode>;

/** What nothing mends but that the teacher signs in again. */
export const SIGN_IN_CODES: ReadonlySet<ErrorCode> = new Set([
  'account/sign-in-needed',
  'account/other-account',
]);

/** When trying again can help: never, later by itself, or after the user has done something. */
export const retryAdvice = z.enum(['never', 'later', 'after-user']);
export type RetryAdvice = z.infer<typeof retryAdvice>;

/** Values for the sentence (`{{max}}`, `{{name}}`…); numbers are in the unit that their name says. */
export const errorParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type ErrorParams = z.infer<typeof errorParams>;

export const errorDetail = z.object({ params: errorParams, retry: retryAdvice });
export type ErrorDetail = z.infer<typeof errorDetail>;

type ErrorMap = { [Code in ErrorCode]: { data: typeof errorDetail } };

/** The declared errors of every procedure (oRPC keeps a declared error's code and data across the port). */
export const contractErrors = Object.fromEntries(
  ERROR_CODES.map((code) => [code, { data: errorDetail }]),
) as ErrorMap;
