import { join } from 'node:path';
import { type LogFacts, safeError, safeFacts } from './log-facts.ts';
import { RotatingFile } from './rotating-file.ts';

/**
 * What a process of Cartable writes down: a few small files, which a teacher can send to whoever helps them.
 *
 * One JSON object a line: `level`, `time` (epoch ms), `event`, then ids, counts and codes. Names, grades, titles, paths,
 * addresses and messages are not written, whatever is handed in (log-facts.ts).
 */
export interface Log<Event extends string> {
  info(event: Event, facts?: LogFacts): void;
  /** With the error's class, code and place where there is one. */
  warn(event: Event, facts?: LogFacts, error?: unknown): void;
  /** Writes an error that nobody expected. Returns the id under which it is found. */
  bug(error: unknown): string;
  close(): void;
}

export interface LogOptions {
  readonly dataDirectory: string;
  /** The file is `<dataDirectory>/logs/<name>.log`. */
  readonly name: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** Texts that may stand as they are, beside ids and codes: closed lists of the writer's. */
  readonly words?: readonly string[];
}

/** Some 10,000 lines in all: weeks of use, and small enough for a mail. */
const FILE_COUNT = 3;
const FILE_BYTES = 512 * 1024;

/** Opens a log. Nothing is written, and no folder made, before the first line. */
export function openLog<Event extends string>(options: LogOptions): Log<Event> {
  const { dataDirectory, name, now, newId, words = [] } = options;
  const path = join(dataDirectory, 'logs', `${name}.log`);
  const file = new RotatingFile({ path, fileCount: FILE_COUNT, fileBytes: FILE_BYTES });
  const write = (level: 'info' | 'warn' | 'error', event: string, facts: object) =>
    file.write(`${JSON.stringify({ level, time: now(), event, ...facts })}\n`);
  return {
    info: (event, facts = {}) => write('info', event, safeFacts(facts, words)),
    warn: (event, facts = {}, error = undefined) =>
      write('warn', event, {
        ...safeFacts(facts, words),
        ...(error === undefined ? {} : { error: safeError(error) }),
      }),
    bug(error) {
      const bugId = newId();
      write('error', 'bug', { bugId, error: safeError(error) });
      return bugId;
    },
    close: () => file.close(),
  };
}
