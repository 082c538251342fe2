import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { databaseOf, openCartable, temporaryData } from './cartable-window.ts';
import { openDemoWindow } from './demo-window.ts';

test('an account whose database has vanished is told with its folder and what to do, and nothing is touched', async () => {
  const data = temporaryData();
  try {
    const demo = await openDemoWindow({ dataDirectory: data.directory });
    await demo.close();
    const database = databaseOf(data.directory);
    const elsewhere = join(data.directory, 'elsewhere');
    mkdirSync(elsewhere);
    renameSync(database, join(elsewhere, 'cartable.sqlite'));
    const vanished = await openCartable(data.directory);
    try {
      const notice = vanished.page.getByTestId('data-missing');
      await expect(notice).toContainText('La base de votre compte a disparu');
      await expect(notice).toContainText(dirname(database));
      await expect(notice).toContainText('Il n’y a pas de sauvegarde');
      if (process.env.CARTABLE_SHOTS)
        await vanished.page.screenshot({ path: join(process.env.CARTABLE_SHOTS, 'missing.png') });
    } finally {
      await vanished.close();
    }
    renameSync(join(elsewhere, 'cartable.sqlite'), database);
    const again = await openCartable(data.directory);
    await expect(again.page.locator('[data-screen="today"]')).toBeVisible();
    await again.close();
  } finally {
    data.remove();
  }
});
