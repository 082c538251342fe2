import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchCartable, temporaryData } from './cartable-window.ts';

/** What another program does that works on the same data: it holds SQLite's lock until its input ends. */
const HOLD = `
  const Database = require('better-sqlite3');
  globalThis.held = new Database(process.argv[1]);
  held.exec('BEGIN EXCLUSIVE');
  process.stdout.write('held');
  process.stdin.resume().once('end', () => process.exit());
`;

async function holdData(dataDirectory: string): Promise<() => Promise<unknown>> {
  const holder = spawn(process.execPath, ['-e', HOLD, join(dataDirectory, 'lock.sqlite')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return () => {
    holder.stdin.end();
    return once(holder, 'exit');
  };
}

test('data that another program holds are said to be in use, and open once it has left and “retry” is pressed', async () => {
  const data = temporaryData();
  const release = await holdData(data.directory);
  const cartable = await launchCartable(data.directory);
  const { page } = cartable;
  try {
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Vos données sont déjà ouvertes ailleurs');
    const refused = cartable.enginePid();
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await expect(async () => expect(cartable.enginePid()).not.toBe(refused)).toPass();
    await expect(alert).toContainText('Vos données sont déjà ouvertes ailleurs');
    await release();
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await expect(page.locator('[data-screen="connect"]')).toBeVisible();
    await page.getByRole('button', { name: 'démonstration' }).first().click();
    await expect(page.locator('[data-screen="today"]')).toBeVisible({ timeout: 60_000 });
  } finally {
    await cartable.close();
    data.remove();
  }
});
