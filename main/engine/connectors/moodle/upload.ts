import { randomUUID } from 'node:crypto';
import { CartableError } from '../../platform/cartable-error.ts';
import type { HttpBody } from '../../platform/http.ts';
import type { OutgoingFile } from '../adapter-types.ts';
import { fileBody } from '../ent/blob-body.ts';
import { notAnEnt } from '../ent/replies.ts';
import { jsonOf } from './failures.ts';
import type { Line } from './questions.ts';
import { uploadReply } from './wire.ts';

/** Codes of a file that Moodle has no room for (webservice/upload.php, lib/filelib.php). */
const TOO_LARGE: ReadonlySet<string> = new Set([
  'upload_error_ini_size',
  'upload_error_form_size',
  'fileoversized',
]);
const NO_ROOM: ReadonlySet<string> = new Set(['userquotalimit', 'maxareabytes']);

/**
 * Brings a file into a draft area of the teacher's, under a name. One that is there already is left as it is.
 *
 * @returns why Moodle does not take it, in the words of an ENT; null once it is there
 * @throws CartableError as `jsonOf`; `vault/blob-missing`, `vault/blob-corrupt`
 */
export async function uploadTo(
  { api, token, signal }: Line,
  draftId: number,
  {
    name,
    body,
    filepath = '/',
  }: { readonly name: string; readonly body: HttpBody; readonly filepath?: string },
): Promise<'too-large' | 'quota' | null> {
  try {
    const boundary = `cartable-${randomUUID()}`;
    const fields = { token, filearea: 'draft', itemid: String(draftId), filepath };
    const form = multipart({ boundary, fields, name, body });
    const contentType = `multipart/form-data; boundary=${boundary}`;
    const reply = await api.send('/webservice/upload.php', { contentType, body: form }, signal);
    const [file] = uploadReply.safeParse(jsonOf(reply, api.clock.now())).data ?? [];
    if (file === undefined) throw notAnEnt();
    if (file.errortype === undefined || file.errortype === 'filenameexist') return null;
    return roomRefusal(file.errortype) ?? refuse(file.errortype);
  } catch (error) {
    const refusal = error instanceof CartableError ? roomRefusal(String(error.params.reason ?? '')) : null;
    if (refusal === null) throw error;
    return refusal;
  }
}

function roomRefusal(code: string): 'too-large' | 'quota' | null {
  if (TOO_LARGE.has(code) || code === 'uploaderrorinisize') return 'too-large';
  return NO_ROOM.has(code) ? 'quota' : null;
}

function refuse(code: string): never {
  throw new CartableError('ent/refused', {
    status: 200,
    ...(/^[a-z-]{1,40}$/.test(code) ? { reason: code } : {}),
  });
}

/** A file of ours as it lies. */
export const bodyOfFile = (file: OutgoingFile): HttpBody => fileBody(file);

/** RFC 7578: some fields, and one file, read as it is sent. Its name, tidied by `fileNameFor`, is UTF-8 as PHP reads it. */
function multipart(form: {
  readonly boundary: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly name: string;
  readonly body: HttpBody;
}): HttpBody {
  const { boundary, fields, name, body } = form;
  const parts = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file_1"; filename="${name.replaceAll('"', '')}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    sizeBytes: head.byteLength + body.sizeBytes + tail.byteLength,
    async *chunks() {
      yield head;
      yield* body.chunks();
      yield tail;
    },
  };
}
