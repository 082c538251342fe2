import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { writeClass } from '../engine/write-class.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { connectByForm, openCartable, readDatabase, temporaryData } from './cartable-window.ts';

test('a teacher erases a student once their name is typed, sees what goes, and saves a proof that names nobody', async () => {
  const data = temporaryData();
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  writeClass(ent, 3);
  const cartable = await openCartable(join(data.directory, 'data'));
  const { page, close } = cartable;
  const path = join(data.directory, 'preuve.txt');
  const count = (sql: string) =>
    readDatabase(join(data.directory, 'data'), (db) => db.prepare(sql).pluck().get());
  const students = () => {
    try {
      return count('SELECT COUNT(*) FROM student');
    } catch {
      return 0;
    }
  };
  const dialog = page.getByRole('dialog');
  try {
    await answerDialogs(cartable, { open: path, save: path });
    await connectByForm(page, ent);
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
    await expect.poll(students, { timeout: 30_000 }).toBe(3);
    await page.getByRole('link', { name: 'Réglages' }).click();
    await page.getByTestId('erase-student').click();
    await dialog.getByRole('combobox', { name: 'Élève' }).fill('Nom 2');
    await page.getByRole('option', { name: 'Nom 2 Prénom (2de 3)' }).click();
    await expect(dialog.getByTestId('erasure-counts')).toContainText('1 copie');
    const confirm = dialog.getByRole('button', { name: 'Effacer pour de bon' });
    await expect(confirm).toBeDisabled();
    expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Pour confirmer' }).fill('nom 2 prenom');
    await page.keyboard.press('Enter');
    await expect(dialog.getByTestId('erased')).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole('button', { name: 'Enregistrer la preuve…' }).click();
    await expect(page.getByText('Preuve enregistrée')).toBeVisible();
    expect(readFileSync(path, 'utf8')).toMatch(/^Preuve d’effacement\n/);
    expect(readFileSync(path, 'utf8')).not.toContain('Nom 2');
    await dialog.getByRole('button', { name: 'Fermer', exact: true }).last().click();
    await expect(page.getByTestId('erasure')).toHaveCount(1);
    expect(students()).toBe(2);
    expect(count("SELECT COUNT(*) FROM submission WHERE student_id = 'student-2'")).toBe(0);
  } finally {
    await close();
    await ent.close();
    data.remove();
  }
});
