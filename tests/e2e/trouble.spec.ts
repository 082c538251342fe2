import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { databaseOf, launchCartable, openCartable, temporaryData } from './cartable-window.ts';
import { type DemoWindow, openAssignment, openDemoWindow } from './demo-window.ts';
import { makeDisk } from './full-disk.ts';

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

test('with a full disk a grade is said not to be saved, stays in its field, and is saved once there is room', async () => {
  const disk = makeDisk();
  const dataDirectory = join(disk.directory, 'data');
  const demo = await openDemoWindow({ dataDirectory });
  try {
    const { page } = demo.cartable;
    const field = page.getByTestId('grade-field');
    const saveState = page.getByTestId('save-state');
    await openAssignment(demo.cartable);
    emptyWriteAheadLog(dataDirectory);
    disk.fill(demo.cartable.enginePid());
    await field.fill('14,5');
    await field.press('Tab');
    await expect(saveState).toContainText('Le disque est plein');
    await expect(field).toHaveValue('14,5');
    await page.getByTestId('comment-field').fill('À garder.');
    await expect(saveState).toContainText('Le disque est plein');
    await page.getByTestId('next-copy').click();
    await expect(saveState).toContainText('Sur une autre copie');
    await expect(saveState).toContainText('Le disque est plein');
    await page.keyboard.press('Escape');
    await page.getByTestId('copies').press('Home');
    await expect(field).toHaveValue('14,5');
    expect(written(demo)).toEqual({ grades: 0, comments: 0 });
    disk.free(demo.cartable.enginePid());
    await expect(saveState).toHaveAttribute('data-status', 'saved', { timeout: 60_000 });
    await expect(field).toHaveValue('14,5');
    await expect(page.getByTestId('comment-field')).toHaveValue('À garder.');
    expect(written(demo)).toEqual({ grades: 1, comments: 1 });
  } finally {
    await demo.close();
    disk.remove();
  }
});

/** So that the next edit needs room of its own. */
function emptyWriteAheadLog(dataDirectory: string): void {
  const db = new Database(databaseOf(dataDirectory));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function written({ local }: DemoWindow): { grades: number; comments: number } {
  const count = (entity: string) =>
    local((db) =>
      db.prepare('SELECT COUNT(*) FROM outbox_op WHERE entity = ?').pluck().get(entity),
    ) as number;
  return { grades: count('grade'), comments: count('comment') };
}

test('data of a newer version are said to be read-only, can be read, and not a byte of them changes', async () => {
  const demo = await openDemoWindow();
  const { dataDirectory } = demo;
  try {
    await demo.cartable.close();
    const db = new Database(databaseOf(dataDirectory));
    db.pragma(`user_version = ${(db.pragma('user_version', { simple: true }) as number) + 10}`);
    db.close();
    const before = fingerprint(dirname(databaseOf(dataDirectory)));
    const newer = await openCartable(dataDirectory);
    try {
      const { page } = newer;
      await expect(page.getByRole('status').filter({ hasText: 'version plus récente' })).toBeVisible();
      await openAssignment(newer);
      await expect(page.getByTestId('copy').first()).toBeVisible();
      await expect(page.getByTestId('grade-field')).toHaveAttribute('readonly', '');
      await page.keyboard.press('Control+6');
      await page.getByTestId('sync-now').click();
      await expect(page.getByRole('alert')).toContainText('lecture seule');
    } finally {
      await newer.close();
    }
    expect(fingerprint(dirname(databaseOf(dataDirectory)))).toEqual(before);
  } finally {
    await demo.close();
  }
});

/** Each file below a folder with the hash of its bytes, but for what SQLite needs to read and leaves empty. */
function fingerprint(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.sqlite-shm'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size > 0 || !path.endsWith('.sqlite-wal'))
    .sort()
    .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]);
}
