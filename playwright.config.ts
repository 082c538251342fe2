import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/test-results',
  // One window at a time: the product is a single instance, and two Chromium on two cores only slow each other.
  workers: 1,
  // A journey starts a server, an engine and a window; nothing asserts a duration.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // `test.only` left behind must not pass for a whole run.
  forbidOnly: true,
  retries: 0,
  // The JSON report, counted by `npm test`, goes where PLAYWRIGHT_JSON_OUTPUT_NAME says.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: { trace: 'off' },
});
