import { createHash, randomBytes } from 'node:crypto';
import { MoodleError, moodleException } from '../external/moodle-error.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import { checkMaintenance } from './authenticate.ts';
import { type Exchange, htmlPage, printed, type Reply, readInput, textParam } from './exchange.ts';
import { requireService, requireWebServices, signIn } from './token.ts';

interface BrowserSession {
  user: User | null;
  /** Where the teacher wanted to go. */
  wantsurl: string;
  isJustLoggedIn: boolean;
}

/** Signing in by a browser: admin/tool/mobile/launch.php, the page of login/index.php, which it sends to, and a CAS server in front. */
export class Browsers {
  readonly #site: Site;
  readonly #sessions = new Map<string, BrowserSession>();
  readonly #tickets = new Map<string, User>();

  constructor(site: Site) {
    this.#site = site;
  }

  launch(exchange: Exchange): Reply {
    const { form } = readInput(exchange, this.#site.config);
    const session = this.#session(exchange);
    const issuer = Number(textParam(form, 'oauthsso') ?? 0);
    if (issuer > 0 && this.#site.config.oauth2Issuers.length > 0) return this.#toIssuer(exchange, issuer);
    const asked = textParam(form, 'urlscheme') ?? 'moodlemobile';
    const passport = textParam(form, 'passport');
    try {
      this.#refuse(asked, session, textParam(form, 'service') ?? '');
    } catch (error) {
      if (error instanceof MoodleError) return htmlPage(404, 'Error', error.message);
      throw error;
    }
    if (passport === null) return htmlPage(404, 'Error', 'A required parameter (passport) was missing');
    if (!session?.user) return this.#toLogin(exchange);
    const detour = this.#detour(session.user);
    if (detour !== null) return redirect(detour);
    const { token } = this.#site.tokenFor(session.user.id);
    const siteid = createHash('md5')
      .update(this.#site.wwwroot + passport)
      .digest('hex');
    const scheme = this.#site.config.forcedurlscheme || asked;
    // A private token is told over https alone.
    const location = `${scheme}://token=${Buffer.from(`${siteid}:::${token}`).toString('base64')}`;
    return textParam(form, 'confirmed') === '1' ? launchPage(location) : redirect(location);
  }

  login(exchange: Exchange): Reply {
    const session = this.#session(exchange);
    if (session === null) return this.#toLogin(exchange);
    if (this.#site.config.auth === 'cas') return this.#byCas(exchange, session);
    if (exchange.method !== 'POST') return loginPage('');
    const { form } = readInput(exchange, this.#site.config);
    try {
      session.user = signIn(this.#site, textParam(form, 'username') ?? '', textParam(form, 'password') ?? '');
      session.isJustLoggedIn = true;
      return redirect(session.wantsurl);
    } catch (error) {
      if (error instanceof MoodleError) return loginPage(error.message);
      throw error;
    }
  }

  /** With `oauthsso` launch.php goes to the issuer at once, and comes back without it. */
  #toIssuer({ url }: Exchange, issuer: number): Reply {
    const wanted = new URL(url);
    wanted.searchParams.delete('oauthsso');
    const wantsurl =
      this.#site.wwwroot +
      wanted.pathname.slice(new URL(this.#site.wwwroot).pathname.replace(/\/$/, '').length) +
      wanted.search;
    const query = new URLSearchParams({ id: String(issuer), sesskey: 'x', wantsurl });
    return redirect(`${this.#site.wwwroot}/auth/oauth2/login.php?${query}`);
  }

  /** auth/oauth2/login.php, and the issuer's page behind it: who proves to be somebody there goes on to `wantsurl`. */
  oauth(exchange: Exchange): Reply {
    const { searchParams } = exchange.url;
    const issuer = Number(searchParams.get('id'));
    if (!this.#site.config.oauth2Issuers.includes(issuer))
      return htmlPage(404, 'Error', 'Can not find data record in database table oauth2_issuer.');
    if (exchange.method !== 'POST') return loginPage(`Fournisseur ${issuer}`);
    const { form } = readInput(exchange, this.#site.config);
    try {
      const user = signIn(this.#site, textParam(form, 'username') ?? '', textParam(form, 'password') ?? '');
      const id = randomBytes(13).toString('hex');
      this.#sessions.set(id, { user, wantsurl: '', isJustLoggedIn: true });
      return redirect(searchParams.get('wantsurl') ?? '', {
        'Set-Cookie': `MoodleSession=${id}; path=/; HttpOnly`,
      });
    } catch (error) {
      if (error instanceof MoodleError) return loginPage(error.message);
      throw error;
    }
  }

  /** A CAS server, as the ENT has one: who proves to be somebody goes back to `service` with a ticket (CAS 3.0, 2.1 and 2.2). */
  cas(exchange: Exchange): Reply {
    const { form } = readInput(exchange, this.#site.config);
    const service = exchange.url.searchParams.get('service') ?? '';
    if (exchange.method !== 'POST') return loginPage('');
    const user = [...this.#site.users.values()].find(
      ({ username, password }) =>
        username === textParam(form, 'username') && password === textParam(form, 'password'),
    );
    if (user === undefined) return loginPage('Invalid credentials.');
    const ticket = `ST-${randomBytes(12).toString('hex')}`;
    this.#tickets.set(ticket, user);
    const back = new URL(service);
    back.searchParams.set('ticket', ticket);
    return redirect(back.href);
  }

  /** auth/cas/auth.php `loginpage_hook`: a ticket is good once. */
  #byCas({ url }: Exchange, session: BrowserSession): Reply {
    const ticket = url.searchParams.get('ticket') ?? '';
    const user = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (user === undefined) {
      const service = encodeURIComponent(`${this.#site.wwwroot}/login/index.php`);
      return redirect(`${this.#site.wwwroot}/cas/login?service=${service}`);
    }
    session.user = user;
    session.isJustLoggedIn = true;
    return redirect(session.wantsurl);
  }

  #refuse(urlscheme: string, session: BrowserSession | null, service: string): void {
    if (!/^[a-zA-Z][a-zA-Z0-9\-+.]*$/.test(urlscheme))
      throw moodleException('invalidparameter', 'Invalid parameter: the value of urlscheme isn’t valid.');
    requireWebServices(this.#site);
    // lib/setup.php: of a browser's page too.
    checkMaintenance(this.#site);
    const { typeoflogin, oauth2Issuers } = this.#site.config;
    if (!session?.isJustLoggedIn && oauth2Issuers.length === 0 && typeoflogin === 1)
      throw moodleException(
        'pluginnotenabledorconfigured',
        'The plugin is not enabled or configured properly',
      );
    requireService(this.#site, service);
  }

  /** lib/moodlelib.php `require_login`: what must be done first is done in the browser. */
  #detour({ mustChangePassword, policyagreed }: User): string | null {
    const { wwwroot, config } = this.#site;
    if (mustChangePassword) return `${wwwroot}/login/change_password.php`;
    return config.sitepolicy !== '' && !policyagreed ? `${wwwroot}/user/policy.php` : null;
  }

  #toLogin({ url }: Exchange): Reply {
    const id = randomBytes(13).toString('hex');
    const wantsurl = this.#site.wwwroot + url.pathname + url.search;
    this.#sessions.set(id, { user: null, wantsurl, isJustLoggedIn: false });
    return redirect(`${this.#site.wwwroot}/login/index.php`, {
      'Set-Cookie': `MoodleSession=${id}; path=/; HttpOnly`,
    });
  }

  #session({ headers }: Exchange): BrowserSession | null {
    const id = /MoodleSession=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? '';
    return this.#sessions.get(id) ?? null;
  }
}

function redirect(location: string, headers: Record<string, string> = {}): Reply {
  const reply = printed(303, 'text/html; charset=utf-8', '');
  return { ...reply, headers: { ...reply.headers, Location: location, ...headers } };
}

const loginPage = (error: string) =>
  htmlPage(
    200,
    'Log in to the site',
    `<p role="alert">${error}</p><form method="post">
<input name="username"><input name="password" type="password"><button id="loginbtn">Log in</button></form>`,
  );

/** With `confirmed`: a page whose link is the answer, which it clicks by itself. */
const launchPage = (location: string) =>
  htmlPage(
    200,
    'Your registration has been confirmed',
    `<p>Your registration has been confirmed</p>
<a href="${location}" id="launchapp">Click here if the app does not open automatically.</a>
<script>window.onload = function() { document.getElementById('launchapp').click(); };</script>`,
  );
