import type { TFunction } from 'i18next';
import type { ErrorCode, ErrorParams } from '../../preload/contract/index.ts';
import { createFormats } from './format.ts';

export interface ErrorWords {
  readonly title: string;
  readonly text: string;
}

/**
 * The words for an error code: what happened, and what it means or what to do.
 *
 * Numbers whose name ends in `Times100`, `Bytes` or `Ms` are written for a reader: the sentence takes them
 * under the same name.
 */
export function errorWords(
  t: TFunction,
  language: string,
  { code, params }: { code: ErrorCode; params: ErrorParams },
): ErrorWords {
  // The typed catalogue wants a `count` for the one sentence that has it.
  const values = { count: 0, ...readableParams(params, language) };
  return { title: t(`error.${code}.title`, values), text: t(`error.${code}.text`, values) };
}

function readableParams(params: ErrorParams, language: string): Record<string, string | number> {
  const formats = createFormats(language);
  const readable: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== 'number') readable[name] = value;
    else if (name.endsWith('Times100')) readable[name] = formats.points(value);
    else if (name.endsWith('Bytes')) readable[name] = formats.size(value);
    else if (name.endsWith('Ms') || name.endsWith('At')) readable[name] = formats.dateTime(value);
    else readable[name] = value;
  }
  return readable;
}
