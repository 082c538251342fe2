import { join } from 'node:path';
import { pino } from 'pino';
import { type LogFacts, safeError, safeFacts } from './log-facts.ts';
import type { Clock } from './platform/clock.ts';
import type { Random } from './platform/random.ts';
import { RotatingFile } from './platform/rotating-file.ts';

/** What is worth a line. Closed, so that no event is named after what a teacher typed. */
export type LogEvent =
  | 'engine-started'
  | 'engine-stopped'
  | 'workspace-opened'
  | 'workspace-closed'
  | 'store-migrated'
  | 'store-backed-up'
  | 'store-failed'
  | 'document-optimised'
  | 'optimiser-crashed'
  | 'sync-began'
  | 'sync-ended'
  | 'sync-failed';

/**
 * The engine's log: a few small files in the data directory, which a teacher can send to whoever helps them.
 *
 * It holds ids, counts and codes. Names, grades, titles, paths, addresses and messages are not written, whatever is
 * handed in (log-facts.ts).
 */
export interface EngineLog {
  info(event: LogEvent, facts?: LogFacts): void;
  warn(event: LogEvent, facts?: LogFacts): void;
  /** Writes an error that nobody expected. Returns the id under which it is found. */
  bug(error: unknown): string;
  close(): void;
}

export interface EngineLogOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Some 10,000 lines in all: weeks of use, and small enough for a mail. */
const FILE_COUNT = 3;
const FILE_BYTES = 512 * 1024;

/** Opens the log. Nothing is written, and no folder made, before the first line. */
export function openEngineLog({ dataDirectory, clock, random }: EngineLogOptions): EngineLog {
  const path = join(dataDirectory, 'logs', 'engine.log');
  const file = new RotatingFile({ path, fileCount: FILE_COUNT, fileBytes: FILE_BYTES });
  const logger = pino(
    {
      // Neither the computer's name nor anything else that pino would add by itself.
      base: null,
      timestamp: () => `,"time":${clock.now()}`,
      formatters: { level: (label) => ({ level: label }) },
    },
    file,
  );
  return {
    info: (event, facts = {}) => logger.info({ event, ...safeFacts(facts) }),
    warn: (event, facts = {}) => logger.warn({ event, ...safeFacts(facts) }),
    bug(error) {
      const bugId = random.id();
      logger.error({ event: 'bug', bugId, error: safeError(error) });
      return bugId;
    },
    close: () => file.close(),
  };
}
