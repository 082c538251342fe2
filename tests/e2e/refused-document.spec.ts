import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { startRefusingProxy } from '../engine/refusing-proxy.ts';
import { writeClass } from '../engine/write-class.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolations } from './axe-violations.ts';
import { connectByForm, openCartable, temporaryData } from './cartable-window.ts';
import { takePictures } from './pictures.ts';

/** What the antivirus of this test looks for. */
const BAD = 'EICAR';

test('documents that an antivirus before the ENT refuses are named with what to do, the others leave, and they leave by one click once they may', async () => {
  const data = temporaryData();
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  let isWell = false;
  const proxy = await startRefusingProxy(ent.url, ({ body }) =>
    !isWell && body.includes(BAD) ? { status: 403, code: null } : null,
  );
  writeClass(ent, 3, { studentOf: (number) => ({ first_name: `Élève ${number}`, last_name: 'Martin' }) });
  const cartable = await openCartable(join(data.directory, 'data'));
  const { page } = cartable;
  const attach = async (copy: number, name: string, text: string) => {
    writeFileSync(join(data.directory, name), text);
    await page.getByTestId('copy').nth(copy).click();
    await answerDialogs(cartable, { open: join(data.directory, name), save: '' });
    await page.getByTestId('attach-button').first().click();
    await expect(page.getByTestId('attachment')).toContainText(name);
  };
  try {
    await connectByForm(page, { ...ent, url: proxy.url });
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
    await page.keyboard.press('Control+3');
    await page.getByTestId('assignment').filter({ hasText: 'Devoir n° 1' }).click();
    await attach(0, 'conseils.txt', 'Voir la question 2. '.repeat(40));
    await attach(1, 'exemple.txt', `${BAD} `.repeat(40));
    await attach(2, 'suite.txt', `${BAD} suite `.repeat(40));
    await page.keyboard.press('F9');
    const problem = page.locator('.sync-problem');
    await expect(problem).toHaveCount(2);
    await expect(problem.nth(0)).toContainText('L’ENT, ou une protection devant lui, refuse ce document');
    await expect(problem.nth(0)).toContainText('Élève 2 Martin');
    await expect(problem.nth(1)).toContainText('Élève 3 Martin');
    expect(ent.store.entities('feedback').map(({ body }) => body.file)).toMatchObject([
      { name: 'conseils.txt' },
    ]);
    await takePictures(cartable, 'refused-document');
    expect(await axeViolations(page)).toEqual([]);
    isWell = true;
    await page.getByRole('button', { name: /^Tout réessayer/ }).press('Enter');
    await expect(problem).toHaveCount(0);
    await expect(page.locator('main')).toBeFocused();
    await page.keyboard.press('F9');
    await expect(problem).toHaveCount(0);
    await expect.poll(() => ent.store.entities('feedback').length).toBe(3);
  } finally {
    await cartable.close();
    proxy.close();
    await ent.close();
    data.remove();
  }
});
