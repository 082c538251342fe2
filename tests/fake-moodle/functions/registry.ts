import { multiple, single, value, withDefault } from '../external/descriptions.ts';
import { type Call, defineFunction, type ExternalFunction } from '../external/external-function.ts';
import { accessException, MoodleError, missingRecord } from '../external/moodle-error.ts';
import { fromJson, PhpArray } from '../php/php-array.ts';
import { phpJson } from '../php/php-json.ts';
import { getAssignments } from './assignments.ts';
import {
  createCalendarEvents,
  deleteCalendarEvents,
  getCalendarAccessInformation,
  getCalendarEvents,
} from './calendar.ts';
import { getContents, getCourseModule, getCourseModuleByInstance, getUsersCourses } from './courses.ts';
import { getUnusedDraftItemid } from './drafts.ts';
import { getEnrolledUsers } from './enrolled-users.ts';
import { saveUserExtensions } from './extensions.ts';
import { addDiscussion, canAddDiscussion, getForumDiscussions, getForumsByCourses } from './forums.ts';
import { getGrades } from './grades.ts';
import { getCourseGroups, getCourseUserGroups } from './groups.ts';
import { listParticipants } from './participants.ts';
import { addUserPrivateFiles, getFiles, getPrivateFilesInfo } from './private-files.ts';
import { getPublicConfig } from './public-config.ts';
import { saveGrades, saveOneGrade } from './save-grades.ts';
import { getScaleValues } from './scales.ts';
import { getSiteInfo, offeredFunctions } from './site-info.ts';
import { getSubmissionStatus } from './submission-status.ts';
import { getSubmissions } from './submissions.ts';
import { getUserFlags, setUserFlags } from './user-flags.ts';

/** A real site would answer; this one does not know how. */
export class NotPlayed extends Error {
  override readonly name = 'NotPlayed';
}

/** admin/tool/mobile/classes/external.php: several in one request; one that fails ends the others after it. */
const callExternalFunctions = defineFunction({
  name: 'tool_mobile_call_external_functions',
  parameters: single({
    requests: multiple(
      single({
        function: value('alphanumext'),
        arguments: withDefault(value('raw'), '{}'),
        settingraw: withDefault(value('bool'), false),
        settingfilter: withDefault(value('bool'), false),
        settingfileurl: withDefault(value('bool'), true),
        settinglang: withDefault(value('lang'), ''),
      }),
    ),
  }),
  run: (call, { requests }) => {
    const responses: object[] = [];
    for (const { function: name, arguments: text, settingraw, settingfileurl } of requests) {
      const inner = { ...call, raw: settingraw, fileurl: settingfileurl };
      const response = answerOne(inner, name, text);
      responses.push(response);
      if (response.error) break;
    }
    return { responses };
  },
});

function answerOne(
  call: Call,
  name: string,
  args: string,
): { error: boolean; data?: unknown; exception?: string } {
  const refusal = () => phpJson({ errorcode: 'accessexception', module: 'webservice' });
  if (!offeredFunctions(call.site).includes(name)) return { error: true, exception: refusal() };
  try {
    const told = callFunction(call, name, argumentsOf(args));
    const { changeAnswer } = call.site.config;
    const result = changeAnswer === null ? told : changeAnswer(name, args, told);
    return { error: false, data: result === null ? null : phpJson(result) };
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return { error: true, exception: phpJson(exceptionInfo(call.site.wwwroot, error)) };
  }
}

/** lib/setuplib.php `get_exception_info`, without what only developers see. */
export function exceptionInfo(wwwroot: string, { message, errorcode }: MoodleError): object {
  return {
    message,
    errorcode,
    link: `${wwwroot}/`,
    moreinfourl: `https://docs.moodle.org/501/en/error/moodle/${errorcode}`,
  };
}

/** JSON that is no object counts as none. */
function argumentsOf(text: string): PhpArray {
  try {
    const args = fromJson(JSON.parse(text));
    return args instanceof PhpArray ? args : new PhpArray();
  } catch {
    return new PhpArray();
  }
}

const FUNCTIONS: ReadonlyMap<string, ExternalFunction> = new Map(
  [
    addDiscussion,
    addUserPrivateFiles,
    callExternalFunctions,
    canAddDiscussion,
    createCalendarEvents,
    deleteCalendarEvents,
    getCalendarAccessInformation,
    getCalendarEvents,
    getFiles,
    getForumDiscussions,
    getForumsByCourses,
    getPrivateFilesInfo,
    getAssignments,
    getContents,
    getCourseGroups,
    getCourseModule,
    getCourseModuleByInstance,
    getCourseUserGroups,
    getEnrolledUsers,
    getGrades,
    getPublicConfig,
    getScaleValues,
    getSiteInfo,
    getSubmissionStatus,
    getSubmissions,
    getUnusedDraftItemid,
    getUserFlags,
    getUsersCourses,
    listParticipants,
    saveGrades,
    saveOneGrade,
    saveUserExtensions,
    setUserFlags,
  ].map((definition) => [definition.name, definition]),
);

/** A few that a Moodle has and its mobile service does not offer: lib/db/services.php. */
const NOT_MOBILE = new Set([
  'core_grading_get_definitions',
  'core_group_get_group_members',
  'core_user_get_users',
]);

/**
 * webservice/lib.php `load_function_info` and `execute`: a function that Moodle does not have is not in its database,
 * one that the mobile service does not offer is refused.
 * @throws NotPlayed for one that a real site offers and this one does not play
 */
export function callFunction(call: Call, name: string, params: PhpArray): unknown {
  const { config } = call.site;
  if (!config.enablemobilewebservice) throw accessException('The service of this token is disabled');
  const known = FUNCTIONS.get(name);
  if (!offeredFunctions(call.site).includes(name)) {
    const isThere = known !== undefined || config.withoutFunctions.has(name) || NOT_MOBILE.has(name);
    if (!isThere) throw missingRecord('external_functions');
    throw accessException(`Access to the function ${name}() is not allowed.`);
  }
  if (known === undefined) throw new NotPlayed(`${name} is not among the functions of this fake Moodle`);
  return known.run(call, params);
}

/** lib/external/classes/external_api.php `call_external_function` for a caller who is not signed in. */
export function publicFunction(name: string): ExternalFunction | undefined {
  const known = FUNCTIONS.get(name);
  return known?.isPublic ? known : undefined;
}
