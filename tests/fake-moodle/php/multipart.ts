/** A file of `$_FILES`. */
export interface UploadedFile {
  readonly field: string;
  readonly filename: string;
  readonly bytes: Buffer;
}

export interface MultipartForm {
  readonly fields: readonly (readonly [string, string])[];
  readonly files: readonly UploadedFile[];
}

/** Reads `multipart/form-data` (RFC 7578). Null: the body does not end where its boundary says, and PHP takes nothing. */
export function readMultipart(body: Buffer, contentType: string): MultipartForm | null {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const separator = Buffer.from(`\r\n--${boundary}`);
  // The first separator has no line before it.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const fields: [string, string][] = [];
  const files: UploadedFile[] = [];
  let at = whole.indexOf(separator);
  if (at === -1) return null;
  for (;;) {
    const from = at + separator.length;
    if (whole.subarray(from, from + 2).toString() === '--') return { fields, files };
    const next = whole.indexOf(separator, from);
    if (next === -1) return null;
    readPart(whole.subarray(from + 2, next), fields, files);
    at = next;
  }
}

function readPart(part: Buffer, fields: [string, string][], files: UploadedFile[]): void {
  const end = part.indexOf('\r\n\r\n');
  if (end === -1) return;
  const head = part.subarray(0, end).toString('utf8');
  const body = part.subarray(end + 4);
  const field = /[; ]name="([^"]*)"/i.exec(head)?.[1] ?? '';
  const filename = /filename="([^"]*)"/i.exec(head)?.[1];
  if (filename === undefined) fields.push([field, body.toString('utf8')]);
  else files.push({ field, filename, bytes: Buffer.from(body) });
}
