import type { ErrorCode } from '../../../../preload/contract/errors.ts';
import { CartableError } from '../../platform/cartable-error.ts';
import type { HttpReply } from '../../platform/http.ts';
import { refusalOf } from '../ent/replies.ts';
import { refusal } from './wire.ts';

/** Moodle's error codes that have a word of their own. A refusal comes with status 200. */
const CODES: Readonly<Record<string, readonly [ErrorCode, 'never' | 'later' | 'after-user']>> = {
  invalidlogin: ['account/wrong-credentials', 'after-user'],
  // webservice/lib.php, authenticate_by_token: unknown, expired or restricted to another address.
  invalidtoken: ['account/sign-in-needed', 'after-user'],
  accessexception: ['account/sign-in-needed', 'after-user'],
  // login/token.php, admin/tool/mobile/launch.php.
  enablewsdescription: ['moodle/web-services-off', 'after-user'],
  servicenotavailable: ['moodle/web-services-off', 'after-user'],
  cannotcreatetoken: ['moodle/web-services-off', 'after-user'],
  passwordisexpired: ['moodle/password-change', 'after-user'],
  restoredaccountresetpassword: ['moodle/password-change', 'after-user'],
  // lib/moodlelib.php, require_login.
  forcepasswordchangenotice: ['moodle/password-change', 'after-user'],
  sitepolicynotagreed: ['moodle/policy-not-agreed', 'after-user'],
  usernotfullysetup: ['moodle/profile-incomplete', 'after-user'],
  sitemaintenance: ['moodle/maintenance', 'later'],
  upgraderunning: ['moodle/maintenance', 'later'],
  ratelimit: ['ent/server-error', 'later'],
};

/** After one of these nothing else that is asked in this session is answered. */
const OF_THE_SESSION: ReadonlySet<string> = new Set([
  'account/sign-in-needed',
  'moodle/web-services-off',
  'moodle/password-change',
  'moodle/policy-not-agreed',
  'moodle/profile-incomplete',
  'moodle/maintenance',
]);

/** Of every page of Moodle's that must not be kept; its maintenance has no other mark before `X-Moodle-Maintenance`. */
const NEVER_KEPT = 'Mon, 20 Aug 1969 09:23:00 GMT';

/**
 * True for the page that every script of a Moodle's answers with under `admin/cli/maintenance.php --enable` (lib/setup.php): told from the 503
 * of a proxy, or of an ENT, by its headers.
 */
export function isMaintenancePage({ status, headers }: Pick<HttpReply, 'status' | 'headers'>): boolean {
  return status === 503 && (headers['x-moodle-maintenance'] !== undefined || headers.expires === NEVER_KEPT);
}

/** True when a failure is about the account or the site, and not about what was asked. */
export function isOfTheSession({ code }: CartableError): boolean {
  return OF_THE_SESSION.has(code);
}

/** What Moodle calls an error of PHP's own where it gives one a code (lib/setuplib.php, `get_exception_info`). */
const PHP_ERROR = 'generalexceptionmessage';

/**
 * What becomes of an edit when a question about its copy has failed so: a site in trouble is asked again later, and an answer of a shape
 * that is not known is told. Null: Moodle does not let it be seen.
 */
export function untoldBy(failure: CartableError): Untold | null {
  if (failure.code === 'ent/not-an-ent') return 'unknown-shape';
  return failure.retry === 'later' ? 'later' : null;
}
export type Untold = 'later' | 'unknown-shape';

/** The failure that an error code of Moodle's stands for; only words of its form travel on. */
export function failureOf(errorcode: string): CartableError {
  const known = CODES[errorcode];
  if (known !== undefined) return new CartableError(known[0], {}, known[1]);
  if (/^dml|^ddl|^db|codingerror|^generalexceptionmessage$|^locktimeout$/.test(errorcode))
    return new CartableError('ent/server-error', { status: 200 }, 'later');
  return new CartableError('ent/refused', {
    status: 200,
    ...(/^[a-z_-]{1,40}$/.test(errorcode) ? { reason: errorcode } : {}),
  });
}

/**
 * A reply's JSON, which may be `null`.
 *
 * @throws CartableError what a refusal or the status stands for; `moodle/maintenance`; `network/captive-portal` for a web page;
 * `ent/server-error` for the reply of a PHP that died on the way
 */
export function jsonOf(reply: HttpReply, now: number): unknown {
  if (isMaintenancePage(reply)) throw new CartableError('moodle/maintenance', {}, 'later');
  if (reply.status !== 200) throw refusalOf(reply, now);
  const json = reply.json();
  if (json === undefined) throw isCutShort(reply) ? diedOnTheWay() : refusalOf(reply, now);
  const refused = refusal.safeParse(json).data;
  if (refused !== undefined) throw failureOf(refused.errorcode ?? PHP_ERROR);
  return json;
}

/** A PHP without memory or time left says nothing, or ends in the middle of its JSON. */
function isCutShort({ body }: HttpReply): boolean {
  const begin = Buffer.from(body.subarray(0, 100)).toString('latin1').trimStart();
  return begin === '' || begin.startsWith('{') || begin.startsWith('[');
}

function diedOnTheWay(): CartableError {
  return new CartableError('ent/server-error', { status: 200 }, 'later');
}
