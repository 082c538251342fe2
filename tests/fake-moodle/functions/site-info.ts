import { readFileSync } from 'node:fs';
import { multiple, single, value, withEmptyDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { fullname, pictureUrl } from './users.ts';

interface Recorded {
  readonly response: { readonly body: { readonly functions: readonly { readonly name: string }[] } };
}

const RECORDED = new URL('../../fixtures/moodle/01-core_webservice_get_site_info.json', import.meta.url);

/** The 430 functions of the mobile service of a real Moodle 5.1. */
const MOBILE_FUNCTIONS: readonly string[] = (
  JSON.parse(readFileSync(RECORDED, 'utf8')) as Recorded
).response.body.functions.map(({ name }) => name);

/** Those that this site's mobile service offers: lib/db/services.php with the service moodle_mobile_app. */
export function offeredFunctions({ config }: Call['site']): readonly string[] {
  return MOBILE_FUNCTIONS.filter((name) => !config.withoutFunctions.has(name));
}

const FEATURES: Readonly<Record<string, number>> = {
  usecomments: 1,
  usetags: 1,
  enablenotes: 1,
  messaging: 1,
  enableblogs: 1,
  enablecompletion: 1,
  enablebadges: 1,
  messagingallusers: 0,
  enablecustomreports: 1,
  enableglobalsearch: 0,
  mnet_dispatcher_mode: 0,
  enablecompetencies: 1,
};

/** webservice/externallib.php: the one function that answers users who must change their password or agree to a policy. */
export const getSiteInfo = defineFunction({
  name: 'core_webservice_get_site_info',
  parameters: single({ serviceshortnames: withEmptyDefault(multiple(value('alphanumext'))) }),
  run: ({ site, user }) => ({
    sitename: site.config.sitename,
    username: user.username,
    firstname: user.firstname,
    lastname: user.lastname,
    fullname: fullname(user),
    lang: 'en',
    userid: user.id,
    siteurl: site.wwwroot,
    userpictureurl: pictureUrl(site.wwwroot, 'f1'),
    functions: offeredFunctions(site).map((name) => ({ name, version: site.config.version })),
    downloadfiles: 1,
    uploadfiles: 1,
    release: site.config.release,
    version: site.config.version,
    mobilecssurl: '',
    advancedfeatures: Object.entries(FEATURES).map(([name, value]) => ({ name, value })),
    usercanmanageownfiles: true,
    userquota: 104_857_600,
    usermaxuploadfilesize: site.config.maxbytes,
    userhomepage: 1,
    userprivateaccesskey: 'c0ffee00c0ffee00c0ffee00c0ffee00',
    siteid: 1,
    sitecalendartype: 'gregorian',
    usercalendartype: 'gregorian',
    userissiteadmin: false,
    theme: 'boost',
    limitconcurrentlogins: 0,
    policyagreed: user.policyagreed ? 1 : 0,
  }),
});
