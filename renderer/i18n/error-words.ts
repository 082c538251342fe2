import type { TFunction } from 'i18next';
import type { ErrorCode, ErrorParams } from '../../preload/contract/index.ts';
import { createFormats } from './format.ts';
import { connect } from './fr/connect.ts';
import { errorConnecting } from './fr/error-connecting.ts';
import { optimise } from './fr/optimise.ts';

export interface ErrorWords {
  readonly title: string;
  readonly text: string;
}

/** Codes with a more precise text, and the values that it needs. */
const PRECISE = {
  'account/browser-sign-in-failed': ['reason'],
  'ent/paused': ['untilMs'],
  'grading/grade-out-of-range': ['maxTimes100'],
  'grading/comment-too-long': ['max', 'length'],
  'lessons/too-many-blocks': ['mostBlocks', 'excessBlocks'],
  'library/file-missing': ['name'],
  'library/file-unreadable': ['name'],
  'library/file-refused': ['name', 'reason'],
  'moodle/maintenance': ['untilMs'],
  'moodle/no-room': ['name'],
  'watch/folder-refused': ['reason'],
} as const satisfies Partial<Record<ErrorCode, readonly string[]>>;

/** Every value that a sentence may take: the typed catalogue wants them all, and none shows as `{{name}}`. */
const NO_VALUES = {
  count: 0,
  untilMs: '',
  waitS: '',
  maxTimes100: '',
  max: 0,
  excess: 0,
  mostBlocks: '',
  excessBlocks: '',
  name: '',
  address: '',
  reason: '',
  folderReason: '',
  browserReason: '',
};

interface CodedError {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

/**
 * The words for an error code: what happened, and what it means or what to do.
 *
 * Numbers whose name ends in `Times100`, `Bytes`, `Blocks` or `Ms` are written for a reader; the sentence takes them
 * under the same name.
 * @param isConnecting in a form that connects an account: nothing waits there, and nothing is tried again by itself
 */
export function errorWords(
  t: TFunction,
  language: string,
  { code, params }: CodedError,
  isConnecting = false,
): ErrorWords {
  const values = {
    ...NO_VALUES,
    ...readableParams(params, language),
    ...excess(params),
    ...refusalReason(t, params),
    ...folderReason(t, params),
    ...browserReason(t, params),
  };
  const title = t(`error.${code}.title`, values);
  if (isConnecting && isOtherwiseConnecting(code))
    return { title, text: t(`errorConnecting.${code}`, values) };
  const text = hasPreciseText(code, params)
    ? t(`errorPrecise.${code}`, values)
    : t(`error.${code}.text`, values);
  return { title, text };
}

function isOtherwiseConnecting(code: ErrorCode): code is keyof typeof errorConnecting {
  return Object.hasOwn(errorConnecting, code);
}

function hasPreciseText(code: ErrorCode, params: ErrorParams): code is keyof typeof PRECISE {
  if (!Object.hasOwn(PRECISE, code)) return false;
  return PRECISE[code as keyof typeof PRECISE].every((name) => params[name] !== undefined);
}

/** How much too long a text is. */
function excess({ max, length }: ErrorParams): { excess?: number } {
  return typeof max === 'number' && typeof length === 'number' ? { excess: length - max } : {};
}

/** The optimiser's reason is a key of its own words. */
function refusalReason(t: TFunction, { reason }: ErrorParams): { reason?: string } {
  const reasons: object = optimise.reason;
  if (typeof reason !== 'string' || !Object.hasOwn(reasons, reason)) return {};
  return { reason: t(`optimise.reason.${reason as keyof typeof optimise.reason}`) };
}

/** Why a folder cannot be watched. */
function folderReason(t: TFunction, { reason }: ErrorParams): { folderReason?: string } {
  const reasons: object = optimise.folderReason;
  if (typeof reason !== 'string' || !Object.hasOwn(reasons, reason)) return {};
  return { folderReason: t(`optimise.folderReason.${reason as keyof typeof optimise.folderReason}`) };
}

/** Why a sign-in by the browser was not finished. */
function browserReason(t: TFunction, { reason }: ErrorParams): { browserReason?: string } {
  const reasons: object = connect.browserReason;
  if (typeof reason !== 'string' || !Object.hasOwn(reasons, reason)) return {};
  return { browserReason: t(`connect.browserReason.${reason as keyof typeof connect.browserReason}`) };
}

function readableParams(params: ErrorParams, language: string): Record<string, string | number> {
  const formats = createFormats(language);
  const readable: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== 'number') readable[name] = value;
    else if (name.endsWith('Times100')) readable[name] = formats.points(value);
    else if (name.endsWith('Bytes')) readable[name] = formats.size(value);
    else if (name.endsWith('Blocks')) readable[name] = formats.count(value);
    else if (name.endsWith('Ms') || name.endsWith('At')) readable[name] = formats.dateTime(value);
    else readable[name] = value;
  }
  return readable;
}
