import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { writeClass } from '../engine/write-class.ts';
import { axeViolations } from './axe-violations.ts';
import {
  type CartableWindow,
  connectByForm,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const PASSPHRASE = 'cheval agrafe pile';

/** A colleague's file, as sequence-file.ts writes it. */
function sequenceFile(title: string): Uint8Array {
  const fields = {
    ...{ title, subject: 'Physique', objectives: '', programme: '', competencies: '' },
    ...{ notes: '', expectedSessions: null },
  };
  const lesson = {
    ...{ title: 'Le diapason', blocks: [], minutes: null, objectives: '', sequence: 0, copyOf: null },
    ...{ documents: [], homework: [] },
  };
  const said = {
    format: 'cartable-sequence',
    version: 1,
    sequences: [{ id: null, fields }],
    lessons: [lesson],
  };
  return zipSync({ 'sequence.json': strToU8(JSON.stringify(said)) });
}

/** What a double click does: the program is started once more, with the file's path. */
async function open(cartable: CartableWindow, path: string, dataDirectory: string): Promise<void> {
  const executable = process.env.CARTABLE_ELECTRON ?? '';
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(executable, [...root, PROJECT, path, `--data=${dataDirectory}`], { stdio: 'ignore' });
  await once(second, 'exit');
  await cartable.page.bringToFront();
}

test('a sequence that is double-clicked opens in the running window with its dates, a broken one says why, a locked window waits', async () => {
  const data = temporaryData();
  const [folder, dataDirectory] = [data.directory, join(data.directory, 'data')];
  const ent = await startReferenceEnt({ directory: join(folder, 'ent'), seed: 'empty' });
  writeClass(ent, 3);
  const cartable = await openCartable(dataDirectory);
  const { page } = cartable;
  const dialog = page.getByRole('dialog');
  const templates = () =>
    readDatabase(dataDirectory, (db) => db.prepare('SELECT COUNT(*) FROM template').pluck().get());
  try {
    await connectByForm(page, ent);
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
    const good = join(folder, 'Ondes & sons.cartable-sequence');
    const broken = join(folder, 'Abîmée.cartable-sequence');
    writeFileSync(good, sequenceFile('Ondes sonores'));
    writeFileSync(broken, sequenceFile('Abîmée').subarray(0, 100));

    await open(cartable, broken, dataDirectory);
    await expect(dialog).toContainText('Abîmée.cartable-sequence');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByTestId('opened-sequence-read').press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('.cartable-sequence');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect(templates()).toBe(0);

    await page.keyboard.press('Control+7');
    await page.getByTestId('choose-lock').click();
    await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
    await dialog.getByRole('textbox', { name: 'La même phrase' }).fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('Control+L');
    await expect(page.locator('[data-screen="locked"]')).toBeVisible();
    await open(cartable, good, dataDirectory);
    await expect(page.locator('[data-screen="locked"]')).toBeVisible();
    expect(await page.content()).not.toContain('Ondes');
    await page.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
    await page.keyboard.press('Enter');

    await expect(dialog).toContainText('Ondes & sons.cartable-sequence');
    // Nothing is read before the teacher says so.
    expect(templates()).toBe(0);
    await page.getByTestId('opened-sequence-read').press('Enter');
    await expect(dialog).toContainText('Séquence reçue');
    await expect(dialog).toContainText('Ondes sonores');
    await page.getByTestId('reuse-classes').getByRole('checkbox').first().check();
    // This class has no timetable: the preview says so.
    await expect(dialog).toContainText('aucune heure libre');
    expect(templates()).toBe(1);
  } finally {
    await cartable.close();
    await ent.close();
    data.remove();
  }
});
