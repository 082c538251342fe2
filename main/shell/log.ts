import { randomUUID } from 'node:crypto';
import { type Log, openLog } from '../engine/platform/log.ts';

/** What happens to the shell itself, and what it sees of the engine and of the page. */
export type ShellEvent = 'engine' | 'engine-gone' | 'page-gone' | 'update-failed' | 'update-downloaded';

export type ShellLog = Log<ShellEvent>;

/** States of the engine (preload/contract/bridge.ts), and Electron's reasons for a page's end. */
const WORDS = [
  ...['starting', 'ready', 'restarting', 'failed'],
  ...['clean-exit', 'abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed', 'integrity-failure'],
  'memory-eviction',
];

/** Opens the shell's log, `logs/shell.log` of the data directory. */
export function openShellLog(dataDirectory: string): ShellLog {
  return openLog({ dataDirectory, name: 'shell', now: Date.now, newId: randomUUID, words: WORDS });
}

/**
 * Writes down what nobody has caught, and goes on.
 *
 * The shell holds no work of the teacher's, and Electron's own answer is a dialog full of file names, in English,
 * that keeps everything from running until it is closed.
 */
export function catchBugs(log: ShellLog): void {
  process.on('uncaughtException', (error) => log.bug(error));
  process.on('unhandledRejection', (error) => log.bug(error));
}
