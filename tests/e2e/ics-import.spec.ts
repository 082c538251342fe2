import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { openDemoWindow } from './demo-window.ts';

test('a calendar file is shown line by line, its lines go to the class that is chosen, and Ctrl+Z takes them back', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    const path = join(demo.folder, 'agenda.ics');
    const event =
      'BEGIN:VEVENT\r\nSUMMARY:Chorale\r\nDTSTART:20260901T120000\r\nDTEND:20260901T125500\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT';
    writeFileSync(path, `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n`);
    await answerDialogs(demo.cartable, { open: path, save: '' });
    await page.keyboard.press('Control+4');
    await page.getByTestId('lessons-mode').getByText('Emploi du temps').click();
    await page.getByTestId('timetable-import').press('Enter');
    const choice = page.getByTestId('ics-group').getByRole('combobox');
    await expect(choice).toBeFocused();
    await expect(page.getByTestId('ics-add')).toBeDisabled();
    await choice.selectOption({ index: 1 });
    expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
    const folder = process.env.CARTABLE_SHOTS;
    if (folder !== undefined) await page.screenshot({ path: join(folder, 'ics-import.png') });
    await page.getByTestId('ics-add').press('Enter');
    await expect(page.getByTestId('ics-dialog')).toHaveCount(0);
    await expect(page.getByTestId('slot')).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('slot')).toHaveCount(0);
  } finally {
    await demo.close();
  }
});
