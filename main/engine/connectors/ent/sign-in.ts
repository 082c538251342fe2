import type { SignedIn } from '../adapter-types.ts';
import type { EntApi } from './ent-api.ts';
import { CLOSE_LIMIT_MS } from './ent-session.ts';
import { notAnEnt } from './replies.ts';
import { renewSecret } from './secret.ts';
import { requestToken, revokeToken } from './tokens.ts';
import type { TokenReply, TokenRequest } from './wire.ts';

/** What a teacher shows at the door: a password, or the code that their browser brought. */
export type Credential =
  Extract<TokenRequest, { grant_type: 'password' | 'authorization_code' }> extends infer R
    ? R extends unknown
      ? Omit<R, 'device' | 'device_name'>
      : never
    : never;

/** Wire.ts takes no more. */
const DEVICE_NAME_CHARACTERS = 200;

/** Exchanges a credential for what later sessions are opened with. @throws CartableError `account/sign-in-needed` when it opens nothing; `ent/*` */
export async function signInWith(
  api: EntApi,
  { deviceId, deviceName }: { readonly deviceId: string; readonly deviceName: string },
  credential: Credential,
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  const device = { device: deviceId, device_name: deviceName.slice(0, DEVICE_NAME_CHARACTERS) };
  const token = await requestToken(api, { ...credential, ...device }, signal);
  // Each sync opens a session of its own: this one has done its work.
  await revokeToken(api, token.access_token, CLOSE_LIMIT_MS);
  if (token.refresh_token === undefined) throw notAnEnt();
  return signedIn(token, renewSecret('', token));
}

function signedIn(token: TokenReply, secret: string): SignedIn {
  const { name, zone, timezone } = token.school;
  return {
    secret,
    accountId: token.account.id,
    login: token.account.login ?? null,
    displayName: token.account.display_name,
    datasetId: token.dataset_id,
    school: { name, zone, timezone },
  };
}
