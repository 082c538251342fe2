import { MoodleError, moodleException } from '../external/moodle-error.ts';
import type { PhpArray } from '../php/php-array.ts';
import { phpJson } from '../php/php-json.ts';
import type { Site } from '../site/site.ts';
import { printed, type Reply, textParam } from './exchange.ts';

/**
 * How scripts with AJAX_SCRIPT fail (login/token.php, webservice/upload.php, webservice/pluginfile.php):
 * lib/classes/output/core_renderer_ajax.php `fatal_error`. The status is 200.
 */
export function ajaxError(site: Site, error: MoodleError, status = 200): Reply {
  const isDebug = site.config.debug && error.debuginfo !== null;
  return printed(
    status,
    'application/json; charset=utf-8',
    phpJson({
      error: error.message,
      errorcode: error.errorcode,
      stacktrace: null,
      debuginfo: isDebug ? error.debuginfo : null,
      reproductionlink: null,
    }),
  );
}

/** lib/moodlelib.php `required_param`. */
export function requiredParam(form: PhpArray, name: string): string {
  const param = textParam(form, name);
  if (param === null) throw moodleException('missingparam', `A required parameter (${name}) was missing`);
  return param;
}

/** Runs a script whose failures are answered so. */
export function answerAjax(site: Site, run: () => Reply): Reply {
  try {
    return run();
  } catch (error) {
    if (error instanceof MoodleError) return ajaxError(site, error);
    throw error;
  }
}
