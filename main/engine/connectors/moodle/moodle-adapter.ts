import { createHash } from 'node:crypto';
import { CartableError, hasCode } from '../../platform/cartable-error.ts';
import type { SignedIn } from '../adapter-types.ts';
import { notAnEnt } from '../ent/replies.ts';
import type { ServerAdapter } from '../server-adapter.ts';
import { jsonOf } from './failures.ts';
import { accountId } from './ids.ts';
import { MoodleApi, type MoodleApiOptions } from './moodle-api.ts';
import { MoodleSession } from './moodle-session.ts';
import { findMoodle, refuseClosed } from './recognise.ts';
import { gateCall, NEEDED_FUNCTIONS, siteInfoCall } from './requests.ts';
import { packSecret, unpackSecret } from './secret.ts';
import { type SiteInfo, tokenReply } from './wire.ts';

/** The service that every Moodle can switch on for its mobile application (lib/db/services.php). */
export const SERVICE = 'moodle_mobile_app';

/** Moodle 4.1, of 28 November 2022: the oldest that schools still run, and whose functions take what we send. */
const OLDEST_VERSION = 2022112800;

/** Functions that are used where a site has them. */
const OFFERED = [
  'core_course_get_course_module',
  'core_competency_get_scale_values',
  'mod_assign_get_user_flags',
  'mod_assign_set_user_flags',
  'mod_assign_save_user_extensions',
];

/** Where nothing is said of the school, it may be in any zone: `isSchoolDay` then takes a day for one where it is one in any. */
const SCHOOL = { zone: 'unknown', timezone: 'Europe/Paris' } as const;

/**
 * Speaks to a Moodle (Éléa is one) by its standard mobile web service, without a plugin.
 *
 * The folder's README tells what Moodle cannot do, and what is done about it.
 */
export function createMoodleAdapter(options: MoodleApiOptions): ServerAdapter {
  const api = new MoodleApi(options);
  return {
    signIn: (credentials, signal) => signIn(api, options, credentials, signal),
    openSession: async (text, signal) => {
      const secret = unpackSecret(text);
      return new MoodleSession({ api, token: secret.token, userId: secret.userId, signal }, secret);
    },
    isUnchanged: async () => false,
    // The mobile service has no function that ends its own token: it runs out, or is deleted in the teacher's preferences.
    signOut: async () => undefined,
  };
}

async function signIn(
  api: MoodleApi,
  options: MoodleApiOptions,
  { login, password }: { login: string; password: string },
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  const site = await findMoodle(options, options.baseUrl, signal);
  if (site === null) throw new CartableError('account/wrong-address');
  refuseClosed(site.config);
  try {
    return await enter(api, await requestToken(api, { login, password }, signal), signal);
  } catch (error) {
    // Who signs in on another page has no password that Moodle itself knows.
    const isElsewhere = site.config.typeoflogin !== 1 && hasCode(error, 'account/wrong-credentials');
    throw isElsewhere ? new CartableError('moodle/browser-only') : error;
  }
}

/** login/token.php */
async function requestToken(
  api: MoodleApi,
  { login, password }: { login: string; password: string },
  signal: AbortSignal | undefined,
): Promise<string> {
  const fields = [
    ['username', login],
    ['password', password],
    ['service', SERVICE],
  ] as const;
  const reply = await api.post('/login/token.php', fields, signal);
  const told = tokenReply.safeParse(jsonOf(reply, api.clock.now())).data;
  if (told === undefined) throw notAnEnt();
  return told.token;
}

/**
 * Who a token is for, and whether the site can do what is needed.
 *
 * @throws CartableError `moodle/too-old`, `moodle/missing-functions`
 */
export async function enter(
  api: MoodleApi,
  token: string,
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  const { data: info } = await api.call(token, siteInfoCall(), signal);
  refuseUnfit(info);
  await api.call(token, gateCall(), signal);
  const { userid: userId, usermaxuploadfilesize: largest = 0 } = info;
  const datasetId = `moodle-${createHash('sha256').update(`${api.baseUrl}\n${userId}`).digest('hex').slice(0, 32)}`;
  const names = new Set(info.functions.map(({ name }) => name));
  const secret = packSecret({
    token,
    userId,
    datasetId,
    // -1: whatever PHP takes (lib/moodlelib.php, USER_CAN_IGNORE_FILE_SIZE_LIMITS).
    uploadBytes: largest > 0 ? largest : null,
    offers: OFFERED.filter((name) => names.has(name)),
  });
  return {
    secret,
    accountId: accountId(userId),
    login: info.username,
    displayName: info.fullname,
    datasetId,
    school: { name: info.sitename, ...SCHOOL },
  };
}

function refuseUnfit({ version, functions, downloadfiles, uploadfiles }: SiteInfo): void {
  const isOld = version !== undefined && Number.parseFloat(version) < OLDEST_VERSION;
  if (isOld) throw new CartableError('moodle/too-old');
  const names = new Set(functions.map(({ name }) => name));
  const lacksFunction = NEEDED_FUNCTIONS.some((name) => !names.has(name));
  if (lacksFunction || downloadfiles === false || uploadfiles === false)
    throw new CartableError('moodle/missing-functions');
}
