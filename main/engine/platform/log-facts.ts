import { constants } from 'node:os';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';

/** What may stand beside an event: counts, yes or no, ids, and codes of closed lists. */
export type LogFacts = Readonly<Record<string, number | boolean | string | null | undefined>>;

/** An error as it may be kept: where in our code, never its message, which may quote a pupil's name. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

/** In place of any text that is not on the lists below. */
export const REMOVED = '[removed]';

const ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64})$/;
/** Words of Node, OpenSSL and SQLite. A bare capitalised word is not enough: class lists write names so. */
const PREFIXED_CODE = /^(ERR|SQLITE|CERT|HPE|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)_[A-Z0-9_]{1,60}$/;
const CODES: ReadonlySet<string> = new Set([
  ...ERROR_CODES,
  ...Object.keys(constants.errno),
  ...Object.keys(constants.signals),
]);

const CAUSES_KEPT = 3;
const FRAMES_KEPT = 12;
const FRAME = /^\s+at (?:(?:async )?([\w$.<># ]+) \()?(?:.*[/\\])?([\w.-]+\.[cm]?[jt]s):(\d+):(\d+)\)?$/;

/** Facts fit to be written: any text but an id, a code or one of `words` (a closed list of the log's own) is replaced. */
export function safeFacts(facts: LogFacts, words: readonly string[] = []): LogFacts {
  const safeValue = (value: LogFacts[string]) =>
    typeof value !== 'string' || isSafeText(value) || words.includes(value) ? value : REMOVED;
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, safeValue(value)]));
}

function isSafeText(text: string): boolean {
  return ID.test(text) || CODES.has(text) || PREFIXED_CODE.test(text);
}

/** An error fit to be written: its kind, its code, and the lines of our sources that it came through. */
export function safeError(error: unknown, causesLeft = CAUSES_KEPT): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { code } = error as { code?: unknown };
  return {
    name: /^[A-Z][A-Za-z]{0,40}$/.test(error.constructor.name) ? error.constructor.name : 'Error',
    ...(typeof code === 'string' ? { code: isSafeText(code) ? code : REMOVED } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined || causesLeft === 0
      ? {}
      : { cause: safeError(error.cause, causesLeft - 1) }),
  };
}

/** File names without their folders: a path begins with the name of the computer's user. */
function framesOf({ message, stack = '' }: Error): string[] {
  // The class at the time of throwing, and Node's own code in brackets: "TypeError [ERR_X]: message".
  const kind = /^[\w$]+(?: \[\w+\])?/.exec(stack)?.[0] ?? '';
  const header = message === '' ? kind : `${kind}: ${message}`;
  // A message of several lines may look like frames: where it cannot be cut off there is no telling.
  if (!stack.startsWith(`${header}\n`)) return [];
  const lines = stack.slice(header.length + 1).split('\n');
  const frames = lines.flatMap((line) => {
    const [, place, file, row, column] = FRAME.exec(line) ?? [];
    return file === undefined ? [] : [`${place ?? '(anonymous)'} ${file}:${row}:${column}`];
  });
  return frames.slice(0, FRAMES_KEPT);
}
