import { moodleException } from '../external/moodle-error.ts';
import { phpJson } from '../php/php-json.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import { answerAjax, requiredParam } from './ajax-error.ts';
import { checkMaintenance } from './authenticate.ts';
import { type Exchange, printed, type Reply, readInput, textParam } from './exchange.ts';

/** lib/moodlelib.php MOODLE_OFFICIAL_MOBILE_SERVICE. */
export const MOBILE_SERVICE = 'moodle_mobile_app';

/** login/token.php. A private token is given over https alone. */
export function answerToken(site: Site, exchange: Exchange): Reply {
  return answerAjax(site, () => {
    const { form } = readInput(exchange, site.config);
    requireWebServices(site);
    if (textParam(form, 'appsitecheck') === '1') {
      return printed(200, 'application/json; charset=utf-8', phpJson({ appsitecheck: 'ok' }));
    }
    const username = requiredParam(form, 'username');
    const password = requiredParam(form, 'password');
    const service = requiredParam(form, 'service');
    const user = signIn(site, username, password);
    checkMaintenance(site);
    requireService(site, service);
    const { token } = site.tokenFor(user.id);
    return printed(200, 'application/json; charset=utf-8', phpJson({ token, privatetoken: null }));
  });
}

export function requireWebServices({ config }: Site): void {
  if (!config.enablewebservices) {
    throw moodleException('enablewsdescription', 'Web services must be enabled in Advanced features.');
  }
}

export function requireService({ config }: Site, service: string): void {
  if (!config.enablemobilewebservice || service !== MOBILE_SERVICE) {
    throw moodleException(
      'servicenotavailable',
      "Web service is not available. (It doesn't exist or might be disabled.)",
    );
  }
}

/** Usernames know no capitals. @throws MoodleError `invalidlogin` */
export function signIn(site: Site, username: string, password: string): User {
  const name = username.trim().toLowerCase();
  const user = [...site.users.values()].find((one) => one.username === name && one.password === password);
  // auth/cas keeps no password at Moodle: what is typed here is nobody's (lib/authlib.php, prevent_local_passwords).
  if (user === undefined || site.config.auth === 'cas')
    throw moodleException('invalidlogin', 'Invalid login, please try again');
  return user;
}
