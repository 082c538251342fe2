import { CartableError, hasCode } from '../../platform/cartable-error.ts';
import type { HttpReply } from '../../platform/http.ts';
import { refusalOf } from '../ent/replies.ts';
import { isSameSite, moodleAddresses, movedAddress, redirectedAddress, tidyAddress } from './address.ts';
import { failureOf, isMaintenancePage } from './failures.ts';
import { MoodleApi, type MoodleApiOptions } from './moodle-api.ts';
import { nologinReply, type PublicConfig, publicConfig, refusal } from './wire.ts';

const SCRIPT = '/lib/ajax/service-nologin.php';
const REDIRECTIONS = 3;

export interface MoodleSite {
  /** Where its services are to be asked: what it calls itself, where that is the same site. */
  readonly url: string;
  readonly config: PublicConfig;
}

/**
 * Finds the Moodle at an address, or where that address leads. Null when there is none.
 *
 * Asked without a token (`tool_mobile_get_public_config`, admin/tool/mobile/classes/api.php): no password travels before a Moodle
 * has answered.
 * @param address as `resolveEntAddress` gives it
 * @throws CartableError `network/*`, `ent/unreachable` when nothing answers; `moodle/moved` with its new `address`; `moodle/maintenance`;
 * `ent/server-error` when what answers fails now
 */
export async function findMoodle(
  options: Omit<MoodleApiOptions, 'baseUrl'>,
  address: string,
  signal?: AbortSignal,
): Promise<MoodleSite | null> {
  return findAt(moodleAddresses(address), (candidate) => ask(options, candidate, signal, 'tell'));
}

async function findAt(
  candidates: readonly string[],
  askAt: (candidate: string) => Promise<MoodleSite | null>,
): Promise<MoodleSite | null> {
  let failing: CartableError | null = null;
  for (const candidate of candidates) {
    const found = await askAt(candidate).catch((error) => {
      if (!hasCode(error, 'ent/server-error')) throw error;
      failing ??= error;
      return null;
    });
    if (found === null) continue;
    const own = tidyAddress(found.config.wwwroot);
    const url = own !== null && isSameSite(found.url, own) ? own : found.url;
    return { url, config: found.config };
  }
  if (failing !== null) throw failing;
  return null;
}

/**
 * A site that sends its visitors to another one, where a Moodle answers: it has moved. Nothing but this question is sent there before the teacher
 * has agreed. Where no Moodle answers it may be any page, of the network's too.
 * @throws CartableError `moodle/moved`
 */
async function tellMove(
  options: Omit<MoodleApiOptions, 'baseUrl'>,
  { from, location }: { readonly from: string; readonly location: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const address = movedAddress(from, location, SCRIPT);
  if (address === null) return;
  const askAt = (candidate: string) => ask(options, candidate, signal, 'leave').catch(() => null);
  const site = await findAt(moodleAddresses(address), askAt);
  signal?.throwIfAborted();
  if (site !== null) throw new CartableError('moodle/moved', { address: site.url });
}

/** @param ofMoves whether a site that has moved is told, or is none */
async function ask(
  options: Omit<MoodleApiOptions, 'baseUrl'>,
  candidate: string,
  signal: AbortSignal | undefined,
  ofMoves: 'tell' | 'leave',
): Promise<MoodleSite | null> {
  let url = candidate;
  const body = Buffer.from(
    JSON.stringify([{ index: 0, methodname: 'tool_mobile_get_public_config', args: {} }]),
  );
  for (let left = REDIRECTIONS; left >= 0; left -= 1) {
    const api = new MoodleApi({ ...options, baseUrl: url });
    const reply = await api.send(
      `${SCRIPT}?info=tool_mobile_get_public_config`,
      { contentType: 'application/json', body },
      signal,
    );
    if (isMaintenancePage(reply)) throw new CartableError('moodle/maintenance', {}, 'later');
    const { location } = reply.headers;
    if (reply.status >= 300 && reply.status < 400 && location !== undefined) {
      const next = redirectedAddress(url, location, SCRIPT);
      if (next === null && ofMoves === 'tell') await tellMove(options, { from: url, location }, signal);
      if (next === null) return null;
      url = next;
      continue;
    }
    refuseFailing(reply, api.clock.now());
    const [answer] = nologinReply.safeParse(reply.json()).data ?? [];
    const config = publicConfig.safeParse(answer?.data).data;
    return reply.status === 200 && answer?.error === false && config !== undefined ? { url, config } : null;
  }
  return null;
}

/**
 * What cannot answer now says nothing of whether a Moodle is there: whoever signs in again has no wrong address.
 *
 * A Moodle without its database answers in its own words, or in none (lib/ajax/service.php, lib/setuplib.php).
 * @throws CartableError `ent/server-error`, `ent/paused`, `moodle/maintenance`
 */
function refuseFailing(reply: HttpReply, now: number): void {
  if (reply.status >= 500) throw refusalOf(reply, now);
  const json = reply.json();
  const [answer] = nologinReply.safeParse(json).data ?? [];
  const told = refusal.safeParse({ message: '', ...(answer?.exception as object | null) }).data;
  const code = told?.errorcode ?? refusal.safeParse(json).data?.errorcode;
  const failure = code === undefined ? null : failureOf(code);
  if (failure?.retry === 'later') throw failure;
}

/** @throws CartableError `moodle/web-services-off`, `moodle/maintenance` */
export function refuseClosed({
  enablewebservices,
  enablemobilewebservice,
  maintenanceenabled,
}: PublicConfig): void {
  if (maintenanceenabled) throw new CartableError('moodle/maintenance', {}, 'later');
  if (!enablewebservices || !enablemobilewebservice) throw new CartableError('moodle/web-services-off');
}
