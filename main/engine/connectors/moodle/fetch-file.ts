import { CartableError } from '../../platform/cartable-error.ts';
import { type HttpStream, readWhole } from '../../platform/http.ts';
import type { RangeSink } from '../adapter-types.ts';
import { notAnEnt } from '../ent/replies.ts';
import { receivePart } from '../receive-part.ts';
import { jsonOf } from './failures.ts';
import type { Line } from './questions.ts';

/** A refusal is a line of text. */
const REFUSAL_BYTES = 64 * 1024;
/** lib/filelib.php, send_file_not_found, and what access is refused with. */
const LACKING: ReadonlySet<string> = new Set([
  'filenotfound',
  'nopermission',
  'nopermissions',
  'invalidrecord',
]);

/**
 * Hands one file's bytes to the sink as they arrive (webservice/pluginfile.php), from `fromBytes` on where Moodle can.
 *
 * @param place below `/webservice/pluginfile.php`, as Moodle spells it
 * @returns false when Moodle does not have it, or not for this teacher
 * @throws CartableError as `jsonOf`; `ent/unreachable` (cut); what the sink throws
 */
export async function fetchFile(
  { api, token, signal }: Line,
  place: string,
  { fromBytes, sink }: { readonly fromBytes: number; readonly sink: RangeSink },
): Promise<boolean> {
  const query = new URLSearchParams({ token });
  const range: Record<string, string> = fromBytes === 0 ? {} : { range: `bytes=${fromBytes}-` };
  const reply = await api.open(
    `/webservice/pluginfile.php${place}?${query}`,
    { accept: '*/*', ...range },
    signal,
  );
  if (!isFile(reply)) return refuse(await readWhole(reply, REFUSAL_BYTES, { signal }), api.clock.now());
  await receivePart(reply, { fromBytes, sink });
  return true;
}

/**
 * A page and a refusal come with status 200 too. Files are sent with a disposition or a tag (lib/filelib.php, send_file);
 * a captive portal's page is not.
 */
function isFile({ status, headers }: HttpStream): boolean {
  if (status !== 200 && status !== 206) return false;
  const type = headers['content-type'] ?? '';
  const isText = /^(text\/html|application\/(json|xhtml))/i.test(type.trim());
  return !isText || headers['content-disposition'] !== undefined || headers.etag !== undefined;
}

function refuse(reply: Parameters<typeof jsonOf>[0], now: number): false {
  // A file that is gone is told of with 404 and JSON; a page that says 404 is no word of Moodle's.
  const isTold = reply.status === 404 && reply.json() !== undefined;
  if (isTold) return false;
  try {
    jsonOf(reply, now);
  } catch (error) {
    if (error instanceof CartableError && LACKING.has(String(error.params.reason ?? ''))) return false;
    throw error;
  }
  throw notAnEnt();
}
