import { expect, test } from '@playwright/test';
import { CLASS_WORK, enterField, openAssignment, openDemoWindow } from './demo-window.ts';

test('a class that was graded by the keyboard alone is at the ENT, grade by grade, once the keyboard has synced it', async () => {
  const demo = await openDemoWindow();
  try {
    const { ent, cartable, local } = demo;
    const { page } = cartable;
    await openAssignment(cartable);
    await page.getByTestId('copies').press('Home');
    await enterField(cartable, 'g');
    const given = new Map<string, number>();
    for (let copy = 0; copy < 40 && !(await page.getByTestId('grading-done').isVisible()); copy += 1) {
      const id = await page.evaluate(() => decodeURIComponent(location.hash.split('/').at(-1) ?? ''));
      const points = 8 + (copy % 10);
      given.set(id, points * 100 + 25);
      await page.keyboard.type(`${points},25`);
      await page.keyboard.press('Enter');
    }
    await expect(page.getByTestId('grading-done')).toBeVisible();
    expect(given.size).toBe(32);
    const saved = 'SELECT points_x100 FROM grade WHERE submission_id = ?';
    const missing = () =>
      local((db) => [...given].filter(([id, points]) => db.prepare(saved).pluck().get(id) !== points));
    await expect.poll(missing).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+6');
    await page.getByTestId('sync-now').press('Enter');
    const atEnt = () => {
      const grades = ent.store.entities('grade').map(({ body }) => [body.submission_id, body.points_x100]);
      return new Map(grades as [string, number][]);
    };
    await expect
      .poll(() => [...given].filter(([id, points]) => atEnt().get(id) !== points), { timeout: 60_000 })
      .toEqual([]);
    const ofWork = ent.store.entities('assignment').find(({ body }) => body.title.includes(CLASS_WORK));
    const copies = ent.store.entities('submission').filter(({ body }) => body.assignment_id === ofWork?.id);
    for (const id of given.keys()) expect(copies.map((copy) => copy.id)).toContain(id);
    const waiting = "SELECT COUNT(*) FROM outbox_op WHERE entity = 'grade'";
    await expect.poll(() => local((db) => db.prepare(waiting).pluck().get())).toBe(0);
  } finally {
    await demo.close();
  }
});
