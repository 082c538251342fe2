import { defineConfig } from 'vitest/config';

/** Generous, because tests start real servers and processes on small machines; nothing asserts a duration. */
const TIMEOUT_MS = 60_000;

const shared = { testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS, teardownTimeout: TIMEOUT_MS };

export default defineConfig({
  test: {
    // Native modules (better-sqlite3, sharp) are loaded: processes, not threads, keep a crash to one file.
    pool: 'forks',
    // Most tests wait for processes and disks: one at a time, as two cores are given by default, is half of the machine.
    maxWorkers: 2,
    allowOnly: false,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['{main,preload,renderer,build}/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          ...shared,
          name: 'engine',
          include: ['tests/{engine,faults,migrations}/**/*.test.ts'],
        },
      },
    ],
  },
});
