import type { Call } from '../external/external-function.ts';
import { invalidParameter, MoodleError, qualifiedClass } from '../external/moodle-error.ts';
import { callFunction } from '../functions/registry.ts';
import type { PhpArray } from '../php/php-array.ts';
import { phpJson } from '../php/php-json.ts';
import type { Site } from '../site/site.ts';
import { authenticate } from './authenticate.ts';
import { type Exchange, printed, type Reply, readInput, textParam } from './exchange.ts';

/** What a request is about besides the function's own parameters: `set_web_service_call_settings`. */
const SETTINGS = ['raw', 'fileurl', 'filter', 'lang', 'timezone'];

/**
 * webservice/rest/server.php. Errors have status 200, and without `moodlewsrestformat=json` everything is XML, here
 * only its errors. Where web services are off, the status is 403 and nothing is said.
 */
export function answerRest(site: Site, exchange: Exchange): Reply {
  if (!site.config.enablewebservices) return printed(403, 'text/html; charset=utf-8', '');
  const { form } = readInput(exchange, site.config);
  if (textParam(form, 'moodlewsrestformat') !== 'json') return answerXml(site, form);
  try {
    return printed(200, 'application/json', phpJson(runFunction(site, form)));
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return printed(200, 'application/json', phpJson(describeError(site, error)));
  }
}

function runFunction(site: Site, form: PhpArray): unknown {
  const token = textParam(form, 'wstoken');
  const name = textParam(form, 'wsfunction');
  const user = authenticate(site, token);
  if (name === null || name === '') throw invalidParameter('Missing function name');
  const isRaw = textParam(form, 'moodlewssettingraw');
  const isLinked = textParam(form, 'moodlewssettingfileurl');
  for (const key of ['wstoken', 'wsfunction', 'moodlewsrestformat']) form.delete(key);
  for (const setting of SETTINGS) form.delete(`moodlewssetting${setting}`);
  const call: Call = {
    site,
    user,
    token: token ?? '',
    raw: isTrue(isRaw ?? '0'),
    fileurl: isTrue(isLinked ?? '1'),
  };
  const told = callFunction(call, name, form);
  const { changeAnswer } = site.config;
  return changeAnswer === null ? told : changeAnswer(name, '', told);
}

const isTrue = (text: string) => /^(1|on|yes|true)$/i.test(text);

/** webservice/rest/locallib.php `generate_error`. */
function describeError(site: Site, error: MoodleError): object {
  return {
    exception: qualifiedClass(error, Number.parseInt(site.config.version.slice(0, 8), 10)),
    // An error of PHP's own has none.
    ...(error.phpClass === 'TypeError' ? {} : { errorcode: error.errorcode }),
    message: error.message,
    ...(site.config.debug && error.debuginfo !== null && { debuginfo: error.debuginfo }),
  };
}

/** Clients of this product ask for JSON: of XML only the refusal is played, for those that forgot. */
function answerXml(site: Site, form: PhpArray): Reply {
  const type = 'application/xml; charset=utf-8';
  const head = '<?xml version="1.0" encoding="UTF-8" ?>\n';
  try {
    runFunction(site, form);
    return printed(200, type, `${head}<RESPONSE>\n</RESPONSE>\n`);
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    const { errorcode, message } = error;
    const body = `<ERRORCODE>${errorcode}</ERRORCODE>\n<MESSAGE>${message}</MESSAGE>\n`;
    return printed(200, type, `${head}<EXCEPTION class="${error.phpClass}">\n${body}</EXCEPTION>\n`);
  }
}
