import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import Database from 'better-sqlite3';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The real window, on a data directory. */
export interface CartableWindow {
  readonly page: Page;
  readonly application: ElectronApplication;
  /** Process ids of the engine: plain Node, started by the shell. */
  enginePid(): number;
  close(): Promise<void>;
}

/** Opens the window as a teacher does, in French unless told otherwise, and waits for its first screen. */
export async function openCartable(dataDirectory: string, language = 'fr'): Promise<CartableWindow> {
  const cartable = await launchCartable(dataDirectory, language);
  await expect(cartable.page.locator('[data-screen]')).toBeVisible();
  return cartable;
}

/** Opens the window, which may have nothing to show but a message. */
export async function launchCartable(dataDirectory: string, language = 'fr'): Promise<CartableWindow> {
  const executablePath = process.env.CARTABLE_ELECTRON;
  if (executablePath === undefined)
    throw new Error('CARTABLE_ELECTRON is not set: run this by `npm test -- e2e`');
  const isRoot = process.getuid?.() === 0;
  const application = await _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), PROJECT, `--data=${dataDirectory}`, `--lang=${language}`],
    env: { ...(process.env as Record<string, string>), LANGUAGE: language },
  });
  const page = await application.firstWindow();
  let closing: Promise<void> | undefined;
  return {
    page,
    application,
    enginePid: () => childOf(application.process().pid ?? 0, 'engine.mjs'),
    // Twice is once: a window that has gone answers nothing any more.
    close: () => {
      closing ??= application.close();
      return closing;
    },
  };
}

/** The child whose command line names `program`. */
export function childOf(parentPid: number, program: string): number {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parentPid)], { encoding: 'utf8' });
  const line = listed.split('\n').find((text) => text.includes(program));
  if (line === undefined) throw new Error(`${program} is not running`);
  return Number(line.trim().split(' ')[0]);
}

/** A data directory that the test removes when it is done with it. */
export function temporaryData(): { directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'cartable-e2e-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** The one account's database. */
export function databaseOf(dataDirectory: string): string {
  const accounts = join(dataDirectory, 'accounts');
  const [account = ''] = readdirSync(accounts);
  return join(accounts, account, 'cartable.sqlite');
}

/** Reads the one account's database beside the running engine. */
export function readDatabase<T>(dataDirectory: string, read: (db: Database.Database) => T): T {
  const db = new Database(databaseOf(dataDirectory), { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Connects by the form: address, login, password. */
export async function connectByForm(
  page: Page,
  ent: { url: string; login: string; password: string },
): Promise<void> {
  await page.getByRole('textbox', { name: 'Adresse de l’ENT' }).fill(ent.url);
  await page.getByRole('textbox', { name: 'Identifiant' }).fill(ent.login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(ent.password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
}
