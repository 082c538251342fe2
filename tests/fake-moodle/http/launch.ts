import { createHash, randomBytes } from 'node:crypto';
import { MoodleError } from '../external/moodle-error.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import { type Exchange, htmlPage, printed, type Reply, readInput, textParam } from './exchange.ts';
import { requireService, requireWebServices, signIn } from './token.ts';

interface BrowserSession {
  user: User | null;
  /** Where the teacher wanted to go. */
  wantsurl: string;
  isJustLoggedIn: boolean;
}

/** Signing in by a browser: admin/tool/mobile/launch.php and the page of login/index.php, which it sends to. */
export class Browsers {
  readonly #site: Site;
  readonly #sessions = new Map<string, BrowserSession>();

  constructor(site: Site) {
    this.#site = site;
  }

  launch(exchange: Exchange): Reply {
    const { form } = readInput(exchange, this.#site.config);
    const session = this.#session(exchange);
    const scheme = this.#site.config.forcedurlscheme || (textParam(form, 'urlscheme') ?? 'moodlemobile');
    const passport = textParam(form, 'passport');
    try {
      requireWebServices(this.#site);
      if (!session?.isJustLoggedIn && this.#site.config.typeoflogin === 1) {
        return htmlPage(404, 'Error', 'The plugin is not enabled or configured properly');
      }
      requireService(this.#site, textParam(form, 'service') ?? '');
    } catch (error) {
      if (error instanceof MoodleError) return htmlPage(404, 'Error', error.message);
      throw error;
    }
    if (passport === null) return htmlPage(404, 'Error', 'A required parameter (passport) was missing');
    if (!session?.user) return this.#toLogin(exchange);
    const { token } = this.#site.tokenFor(session.user.id);
    const siteid = createHash('md5')
      .update(this.#site.wwwroot + passport)
      .digest('hex');
    return redirect(`${scheme}://token=${Buffer.from(`${siteid}:::${token}`).toString('base64')}`);
  }

  login(exchange: Exchange): Reply {
    const session = this.#session(exchange);
    if (session === null) return this.#toLogin(exchange);
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
    `<p role="alert">${error}</p><form method="post" action="/login/index.php">
<input name="username"><input name="password" type="password"><button id="loginbtn">Log in</button></form>`,
  );
