import type { Clock } from './platform/clock.ts';
import { type Log, openLog } from './platform/log.ts';
import type { Random } from './platform/random.ts';

/** What is worth a line. Closed, so that no event is named after what a teacher typed. */
export type LogEvent =
  | 'engine-started'
  | 'engine-not-started'
  | 'engine-stopped'
  | 'workspace-opened'
  | 'workspace-closed'
  | 'vault-swept'
  | 'account-left'
  | 'erased'
  | 'sync-ended';

export type EngineLog = Log<LogEvent>;

export interface EngineLogOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly appVersion?: string;
}

/** Ends of a sync, and kinds of accounts. */
const WORDS = ['done', 'cancelled', 'failed', 'ent', 'demo', 'moodle'];

/** Opens the engine's log, `logs/engine.log` of the data directory. */
export function openEngineLog({ dataDirectory, clock, random, appVersion }: EngineLogOptions): EngineLog {
  return openLog({
    dataDirectory,
    name: 'engine',
    now: () => clock.now(),
    newId: () => random.id(),
    words: appVersion === undefined ? WORDS : [...WORDS, appVersion],
  });
}
