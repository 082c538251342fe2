import { Worker } from 'node:worker_threads';

/** The signal by which the watchdog ends its own process: the pool then knows that memory ran out. */
export const OUT_OF_MEMORY_SIGNAL = 'SIGUSR2';

const CHECK_INTERVAL_MS = 200;

/**
 * Watches this process from a thread of its own, which runs even while a decoder does not give way.
 *
 * Ends the process when its memory passes the limit, or when its parent died: a hung child could not notice either.
 */
export function startWatchdog(memoryLimitBytes: number): void {
  const watchdog = new Worker(WATCH, {
    eval: true,
    workerData: {
      parentPid: process.ppid,
      memoryLimitBytes,
      intervalMs: CHECK_INTERVAL_MS,
      signal: OUT_OF_MEMORY_SIGNAL,
    },
  });
  watchdog.unref();
}

/** In text, because the bundle's entries are single files. Windows has no such signal, and keeps a dead parent's number. */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { parentPid, memoryLimitBytes, intervalMs, signal } = workerData;
const end = (how) => { try { process.kill(process.pid, how); } catch { process.kill(process.pid, 'SIGKILL'); } };
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimitBytes) end(signal);
  if (process.platform !== 'win32' && process.ppid !== parentPid) end('SIGKILL');
}, intervalMs);
`;
