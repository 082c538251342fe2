import type { Call } from '../external/external-function.ts';
import { MoodleError, moodleException } from '../external/moodle-error.ts';
import { exceptionInfo, publicFunction } from '../functions/registry.ts';
import { fromJson, PhpArray } from '../php/php-array.ts';
import { phpJson } from '../php/php-json.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import { ajaxError } from './ajax-error.ts';
import { type Exchange, printed, type Reply } from './exchange.ts';

interface Request {
  readonly index?: number;
  readonly methodname?: string;
  readonly args?: unknown;
}

/** Someone who is not signed in. */
const NOBODY: User = {
  id: 0,
  username: '',
  password: '',
  firstname: '',
  lastname: '',
  email: '',
  mustChangePassword: false,
  confirmed: true,
  policyagreed: true,
};

/** lib/ajax/service-nologin.php: JSON in the body, or in `args` of the address. */
export function answerNologin(site: Site, { url, body }: Exchange): Reply {
  const requests = parse(url.searchParams.get('args') || body.toString('utf8'));
  if (requests === null) {
    const message =
      'Coding error detected, it must be fixed by a programmer: Invalid json in request: Syntax error';
    return ajaxError(site, new MoodleError('coding_exception', 'codingerror', message));
  }
  const call: Call = { site, user: NOBODY, token: '', raw: false, fileurl: true };
  return printed(
    200,
    'application/json; charset=utf-8',
    phpJson(requests.map((request) => answerOne(call, request))),
  );
}

function parse(text: string): readonly Request[] | null {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? (json as Request[]) : null;
  } catch {
    return null;
  }
}

function answerOne(call: Call, { methodname = '', args }: Request): object {
  try {
    const known = publicFunction(methodname);
    if (known === undefined) {
      throw moodleException('servicerequireslogin', 'The web service requires the user to be logged in');
    }
    const params = fromJson(args ?? {});
    const told = known.run(call, params instanceof PhpArray ? params : new PhpArray());
    const { changeAnswer } = call.site.config;
    return { error: false, data: changeAnswer === null ? told : changeAnswer(methodname, '', told) };
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return { error: true, exception: exceptionInfo(call.site.wwwroot, error) };
  }
}
