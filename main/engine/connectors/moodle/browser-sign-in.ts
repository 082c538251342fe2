import { randomBytes } from 'node:crypto';
import { CartableError, hasCode } from '../../platform/cartable-error.ts';
import { BROWSER_PATIENCE_MS, type BrowserSignIn } from '../browser-sign-in.ts';
import { isSameSite } from './address.ts';
import { nameOf } from './html-text.ts';
import { signingNames, tokenInAnswer } from './launch-answer.ts';
import { enter, SERVICE } from './moodle-adapter.ts';
import { MoodleApi, type MoodleApiOptions } from './moodle-api.ts';
import { findMoodle, type MoodleSite, refuseClosed } from './recognise.ts';

/** Under which the system hands the answer over to Cartable, where the site does not force another. */
const SCHEME = 'cartable';

export interface MoodleBrowserSignInOptions extends MoodleApiOptions {
  readonly signal: AbortSignal;
  readonly patienceMs?: number;
  /** Where the teacher signs in: one of the site's providers. Absent: they choose on its page. */
  readonly providerId?: number | undefined;
}

/** Somebody else whom a site lets its users sign in at: the ministry, a town, a firm. */
export interface IdentityProvider {
  readonly id: number;
  readonly name: string;
}

/** What a page of ours has room for; the school's page shows them all. */
const PROVIDERS_SHOWN = 8;
const PROVIDER_NAME_LENGTH = 100;
const OAUTH = '/auth/oauth2/login.php';

/**
 * What a site wants of the browser, or lets it do: 2 and 3 are LOGIN_VIA_BROWSER and LOGIN_VIA_EMBEDDED_BROWSER (admin/tool/mobile/classes/api.php).
 * Where one signs in in the application, `launch.php` is open all the same once OAuth 2 is on, whose buttons the login page shows.
 */
const signsInByBrowser = ({ config: { typeoflogin, identityproviders = [] } }: MoodleSite) =>
  typeoflogin === 2 || typeoflogin === 3 || identityproviders.some(({ url }) => url.includes(OAUTH));

/**
 * The providers that `launch.php` goes straight to (`oauthsso`): those of OAuth 2, by the number in their buttons' addresses
 * (auth/oauth2/classes/auth.php, loginpage_idp_list). Others, CAS and SAML, are buttons of the school's page.
 */
function providersOf({ config: { identityproviders = [] } }: MoodleSite): IdentityProvider[] {
  const found = identityproviders.flatMap(({ url, name = '' }) => {
    const id = new RegExp(
      `${OAUTH.replaceAll('.', '\\.')}\\?(?:[^#]*&(?:amp;)?)?id=(\\d{1,9})(?:&|#|$)`,
    ).exec(url)?.[1];
    const shown = nameOf(name).slice(0, PROVIDER_NAME_LENGTH);
    return id === undefined || shown === '' ? [] : [{ id: Number(id), name: shown }];
  });
  return [...new Map(found.map((one) => [one.id, one])).values()].slice(0, PROVIDERS_SHOWN);
}

/**
 * Where teachers of the Moodle at an address may sign in by their browser, beside its page; null where they may not.
 *
 * @throws CartableError when nothing answers
 */
export async function offersMoodleBrowserSignIn(
  options: MoodleApiOptions,
  signal?: AbortSignal,
): Promise<IdentityProvider[] | null> {
  const site = await findMoodle(options, options.baseUrl, signal);
  return site !== null && signsInByBrowser(site) ? providersOf(site) : null;
}

/**
 * Begins a sign-in by the browser, as Moodle's own application does: its page, whatever stands before it (CAS, SAML, OpenID), and an
 * address of a scheme of ours in the end.
 *
 * A scheme cannot lead to this computer's loopback: `launch.php` writes `<scheme>://token=…`. With `confirmed` it shows a page whose link is
 * that address, which the teacher can copy where no program answers to the scheme; otherwise the browser would be left where it was.
 * Null when there is no Moodle.
 * @throws CartableError `moodle/*`; `account/browser-sign-in-failed` not-offered; `network/*`, `ent/*`
 */
export async function beginMoodleSignIn(
  options: MoodleBrowserSignInOptions,
): Promise<{ readonly url: string; readonly signIn: BrowserSignIn } | null> {
  const { signal } = options;
  const site = await findMoodle(options, options.baseUrl, signal);
  if (site === null) return null;
  refuseClosed(site.config);
  const { providerId } = options;
  const isOffered = providerId === undefined || providersOf(site).some(({ id }) => id === providerId);
  if (!signsInByBrowser(site) || !isOffered)
    throw new CartableError('account/browser-sign-in-failed', { reason: 'not-offered' });
  const passport = randomBytes(32).toString('base64url');
  const answer = Promise.withResolvers<string>();
  const names = [...signingNames(site.config.wwwroot), ...signingNames(site.url)];
  // The ten minutes begin now, and whoever asked may never wait.
  const answered = waitFor(answer, options);
  answered.catch(() => undefined);
  const finish = async () => {
    const token = await answered;
    return enter(new MoodleApi({ ...options, baseUrl: site.url }), token, signal).catch((error) => {
      throw hasCode(error, 'account/sign-in-needed')
        ? new CartableError('account/browser-sign-in-failed', { reason: 'refused' })
        : error;
    });
  };
  const take = (address: string) => answer.resolve(tokenInAnswer(address, passport, names));
  return {
    url: site.url,
    signIn: { address: launchAddress(site, passport, providerId), take, finished: finish },
  };
}

/** The page of the site's that it names, as far as it is its own; else where it lies in every Moodle. */
function launchAddress(
  { url, config: { launchurl } }: MoodleSite,
  passport: string,
  providerId: number | undefined,
): string {
  const own = `${url}/admin/tool/mobile/launch.php`;
  const address = new URL(launchurl !== undefined && isSameSite(url, launchurl) ? launchurl : own);
  const fields = { service: SERVICE, passport, urlscheme: SCHEME, confirmed: '1' };
  for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value);
  if (providerId !== undefined) address.searchParams.set('oauthsso', String(providerId));
  return address.href;
}

async function waitFor(
  { promise, reject }: PromiseWithResolvers<string>,
  { clock, signal, patienceMs = BROWSER_PATIENCE_MS }: MoodleBrowserSignInOptions,
): Promise<string> {
  signal.throwIfAborted();
  const over = new AbortController();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  clock.sleep(patienceMs, over.signal).then(
    () => reject(new CartableError('account/browser-sign-in-failed', { reason: 'timeout' })),
    () => undefined,
  );
  try {
    return await promise;
  } finally {
    over.abort();
    signal.removeEventListener('abort', onAbort);
  }
}
