import type { IncomingHttpHeaders } from 'node:http';
import { readMultipart, type UploadedFile } from '../php/multipart.ts';
import { PhpArray } from '../php/php-array.ts';
import { mergeForms, readFields, readForm } from '../php/php-form.ts';
import type { SiteConfig } from '../site/database.ts';

/** A request with its whole body, as PHP sees it when a script begins. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** PHP sends what it prints without saying how much it will be; files it announces. */
  readonly isChunked: boolean;
}

export interface Input {
  /** `array_merge($_GET, $_POST)` */
  readonly form: PhpArray;
  readonly files: readonly UploadedFile[];
}

/** Reads a request within PHP's limits: what is past one of them is left out, and PHP says nothing of it. */
export function readInput({ url, headers, body }: Exchange, config: SiteConfig): Input {
  const query = readForm(url.search.slice(1), config.maxInputVars);
  const type = headers['content-type'] ?? '';
  if (body.byteLength > config.postMaxSize) return { form: query, files: [] };
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { form: mergeForms(query, readForm(body.toString('utf8'), config.maxInputVars)), files: [] };
  }
  const multipart = type.startsWith('multipart/form-data') ? readMultipart(body, type) : null;
  if (multipart === null) return { form: query, files: [] };
  return {
    form: mergeForms(query, readFields(multipart.fields, config.maxInputVars)),
    files: multipart.files.slice(0, config.maxFileUploads),
  };
}

/** A parameter of `required_param` or `optional_param`; null when it is not there, or is an array. */
export function textParam(form: PhpArray, name: string): string | null {
  const param = form.get(name);
  return param === undefined || param === null || param instanceof PhpArray ? null : String(param);
}

export function printed(status: number, contentType: string, text: string): Reply {
  return {
    status,
    headers: {
      'Content-Type': contentType,
      'Cache-Control': 'private, must-revalidate, pre-check=0, post-check=0, max-age=0',
      'Accept-Ranges': 'none',
      'Access-Control-Allow-Origin': '*',
    },
    body: Buffer.from(text, 'utf8'),
    isChunked: true,
  };
}

export const htmlPage = (status: number, title: string, body: string): Reply =>
  printed(
    status,
    'text/html; charset=utf-8',
    `<!DOCTYPE html>\n<html lang="fr"><head><title>${title}</title></head><body>${body}</body></html>\n`,
  );
