import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, connectByForm, openCartable, temporaryData } from './cartable-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** What the window says of a Moodle that is shut, has moved, or tells more than can be read, and which promise holds there. */

test.describe.configure({ mode: 'serial' });

const data = temporaryData();
let fake: FakeMoodle;
let signpost: Server;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  fake = await startFakeMoodle({ students: 3 });
  signpost = createServer((request, response) => {
    request.resume();
    response
      .writeHead(301, { Location: `${fake.url}${request.url}`, 'Content-Type': 'text/html' })
      .end('<html></html>');
  });
  await new Promise<void>((resolve) => {
    signpost.listen(0, '127.0.0.1', resolve);
  });
  cartable = await openCartable(join(data.directory, 'data'));
  ({ page } = cartable);
});
test.afterAll(async () => {
  await cartable?.close();
  await fake?.close();
  signpost?.close();
  data.remove();
});

async function look(name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, name);
}

test('a Moodle that is shut by the command line is told to be in maintenance', async () => {
  const shut = await startFakeMoodle({ students: 1 });
  shut.setFault({ kind: 'cli-maintenance' });
  try {
    await connectByForm(page, shut);
    await expect(page.getByRole('alert')).toContainText('Ce Moodle est en maintenance');
    await look('moodle-maintenance');
  } finally {
    await shut.close();
  }
});

test('a Moodle that has moved shows its new address, and is gone on to once the teacher agrees', async () => {
  const { port } = signpost.address() as AddressInfo;
  const { login, password } = fake;
  await connectByForm(page, { url: `http://127.0.0.1:${port}`, login, password });
  await expect(page.getByRole('alert')).toContainText('Ce Moodle a changé d’adresse');
  await look('moodle-moved');
  expect(fake.traffic.countOf('/login/token.php')).toBe(0);
  const goOn = page.getByTestId('go-on');
  await expect(goOn).toContainText(fake.url);
  await goOn.click();
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  expect(fake.traffic.countOf('/login/token.php')).toBe(1);
});

test('which promise holds, whom Moodle tells of what is sent, and what could not be read is on the sync screen', async () => {
  await page.evaluate(() => {
    window.location.hash = '#/grading/assign-1/copy-1-4';
  });
  await page.getByTestId('grade-field').fill('12');
  await page.getByTestId('grade-field').blur();
  await page.evaluate(() => {
    window.location.hash = '#/sync';
  });
  await expect(page.getByTestId('sync-promise')).toContainText('Moodle ne retient pas ce qu’il a reçu');
  await expect(page.getByTestId('sync-promise')).toContainText('relit');
  await expect(page.getByTestId('moodle-notices')).toContainText('Moodle prévient chaque élève');
  await look('moodle-sync-waiting');
  await page.getByTestId('sync-now').click();
  await expect(page.getByTestId('moodle-notices')).toHaveCount(0);
  expect(fake.assign.userGrade(4)?.grade).toBe(12);
  for (const id of [5, 6]) fake.gradeOnWeb(id, { grade: 9, comment: '<p>Vu</p>' });
  fake.site.config.changeAnswer = (name, _args, answer) =>
    name === 'mod_assign_get_submission_status' ? { lastattempt: 'autre chose' } : answer;
  await page.getByTestId('sync-now').click();
  await expect(page.getByTestId('left-out')).toContainText('copies n’ont pas pu être lues');
  await expect(page.locator('.sync-left-out').first()).toBeVisible();
  await look('moodle-left-out');
});

test('a Moodle that is shut meanwhile is told to be in maintenance on the sync screen, and to be tried again by itself', async () => {
  fake.site.config.changeAnswer = null;
  fake.setFault({ kind: 'cli-maintenance' });
  await page.getByTestId('sync-now').click();
  const now = page.getByRole('region', { name: 'Synchronisation' });
  await expect(now).toContainText('Ce Moodle est en maintenance');
  await expect(now).toContainText('Cartable réessaiera de lui-même');
  await expect(now).not.toContainText('demande de patienter');
  await look('moodle-sync-maintenance');
  const seen = fake.traffic.requests.length;
  await page.getByTestId('sync-now').click();
  await expect(page.getByText('Ce Moodle est en maintenance').first()).toBeVisible();
  expect(fake.traffic.requests.length).toBe(seen);
});
