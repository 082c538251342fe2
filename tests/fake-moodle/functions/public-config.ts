import { single } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import type { Site } from '../site/site.ts';

/** admin/tool/mobile/classes/external.php and api.php `get_public_config`: what a client may know before it signs in. */
export const getPublicConfig = defineFunction({
  name: 'tool_mobile_get_public_config',
  parameters: single({}),
  isPublic: true,
  run: ({ site }) => describeConfig(site),
});

function describeConfig({ config, wwwroot }: Site): object {
  return {
    wwwroot,
    httpswwwroot: wwwroot,
    sitename: config.sitename,
    guestlogin: 0,
    rememberusername: 2,
    authloginviaemail: 0,
    registerauth: '',
    forgottenpasswordurl: '',
    authinstructions: '',
    authnoneenabled: 0,
    enablewebservices: config.enablewebservices ? 1 : 0,
    enablemobilewebservice: config.enablemobilewebservice ? 1 : 0,
    maintenanceenabled: config.maintenanceEnabled ? 1 : 0,
    maintenancemessage: '',
    mobilecssurl: '',
    tool_mobile_disabledfeatures: '',
    typeoflogin: config.typeoflogin,
    launchurl: `${wwwroot}/admin/tool/mobile/launch.php`,
    country: '',
    agedigitalconsentverification: false,
    autolang: 1,
    lang: 'en',
    langmenu: 1,
    langlist: '',
    locale: '',
    tool_mobile_minimumversion: '',
    tool_mobile_iosappid: '633359593',
    tool_mobile_androidappid: 'com.moodle.moodlemobile',
    tool_mobile_setuplink: 'https://download.moodle.org/mobile',
    tool_mobile_qrcodetype: 0,
    supportpage: '',
    supportavailability: 1,
    showloginform: 1,
    // lib/authlib.php `prepare_identity_providers_for_output`; absent where there are none.
    ...(config.oauth2Issuers.length > 0 && {
      identityproviders: config.oauth2Issuers.map((id) => ({
        name: `Fournisseur ${id}`,
        iconurl: '',
        url: `${wwwroot}/auth/oauth2/login.php?id=${id}&wantsurl=%2F`,
      })),
    }),
    warnings: [],
  };
}
