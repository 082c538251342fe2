import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolations, TAGGED_PDF } from './axe-violations.ts';
import { CLASS_WORK, enterField, openAssignment, openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

test('a team is one copy that is graded once for all its members, and one of them can be graded apart', async () => {
  const demo = await openDemoWindow();
  try {
    const { cartable } = demo;
    const { page } = cartable;
    await openAssignment(cartable);
    await page.getByTestId('edit-teams').click();
    const dialog = page.getByRole('dialog', { name: 'Groupes de ce devoir' });
    await expect(dialog.getByLabel('Élèves par groupe')).toBeFocused();
    await dialog.getByRole('button', { name: 'Dans l’ordre de la liste' }).click();
    await expect(dialog.getByRole('combobox').first()).toHaveValue('0');
    if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, 'teams-dialog.png') });
    expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
    await dialog.getByRole('button', { name: 'Enregistrer les groupes' }).click();
    await expect(dialog).toBeHidden();

    // A table names other groups; called off, nothing has changed.
    const table = join(demo.folder, 'groupes.csv');
    const [one = '', two = ''] = demo.local((db) =>
      db
        .prepare(
          `SELECT last_name || ' ' || first_name FROM submission JOIN student ON student.id = student_id
           JOIN assignment ON assignment.id = assignment_id WHERE title LIKE ? ORDER BY last_name, first_name`,
        )
        .pluck()
        .all(`%${CLASS_WORK}%`),
    ) as string[];
    writeFileSync(
      table,
      `Nom complet;Groupe;Table\n${one};Les Rouges;1\n${two};Les Bleus;2\nPersonne;Les Bleus;3\n`,
    );
    await answerDialogs(cartable, { open: table, save: table });
    await page.getByTestId('edit-teams').click();
    await dialog.getByRole('button', { name: 'D’un tableau…' }).press('Enter');
    await expect(dialog.getByLabel('Colonne des groupes')).toHaveValue('1');
    await expect(dialog).toContainText('Personne');
    await expect(dialog.getByLabel(`Groupe de ${one}`).locator('option:checked')).toHaveText('Les Rouges');
    if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, 'teams-file.png') });
    expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
    await dialog.getByLabel('Colonne des groupes').selectOption('2');
    await expect(dialog.getByLabel(`Groupe de ${one}`).locator('option:checked')).toHaveText('1');
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await expect(dialog).toBeHidden();

    await page.getByTestId('copies').press('Home');
    const team = page.getByTestId('copy').first();
    const section = page.getByTestId('team-section');
    await expect(team).toContainText('Groupe 1');
    await expect(section).toContainText('la note vaut pour 3 élèves');
    await page.getByTestId('copies').blur();
    await enterField(cartable, 'g');
    await page.keyboard.type('14');
    await page.keyboard.press('Control+Enter');
    await expect(team).toContainText('14');
    await page.getByTestId('copies').press('Home');
    await expect(section).toContainText('la note vaut pour 3 élèves');
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `teams-${colorScheme}.png`) });
      }
    expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);

    await section.getByRole('button', { name: 'Noter un membre à part…' }).click();
    const member = page.getByRole('menuitem').last();
    const name = (await member.textContent()) ?? '';
    await member.click();
    // Apart, with the grade that the team has given them.
    await expect(page.getByTestId('copy-name')).toHaveText(`${name} (à part)`);
    await expect(page.getByTestId('grade-field')).toHaveValue('14');
    await expect(team).not.toContainText(name);
    await page.keyboard.press('Control+z');
    await expect(team).toContainText(name);
    await page.keyboard.press('Control+z');
    await expect(team).not.toContainText('14');
  } finally {
    await demo.close();
  }
});
