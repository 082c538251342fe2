import { expect, test } from '@playwright/test';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openDemoWindow, waitForDocuments } from './demo-window.ts';
import { type HeldLine, holdLine } from './held-line.ts';

/** One window for the whole file, on a lesson that a colleague writes as well: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

const LESSON = 'lesson-of-two';
const HOMEWORK = 'homework-of-two';
const DAY = 86_400_000;

let demo: DemoWindow;
let line: HeldLine;
let cartable: CartableWindow;

interface Block {
  readonly id: string;
  readonly content: { readonly type: 'paragraph'; readonly content: { type: 'text'; text: string }[] };
}

function block(id: string, text: string): Block {
  return { id, content: { type: 'paragraph', content: [{ type: 'text', text }] } };
}

const dueAt = Date.now() + 3 * DAY;

test.beforeAll(async () => {
  demo = await openDemoWindow({
    line: async (ent) => {
      line = await holdLine(ent.url);
      return line.url;
    },
  });
  ({ cartable } = demo);
  await waitForDocuments(demo.local);
  writeThere('Les ombres', [block('a', 'Le soleil.'), block('b', 'La lune.'), block('c', 'La terre.')]);
  writeHomeworkThere('Exercice 3', dueAt);
  await exchange();
  await expect.poll(here).toHaveLength(3);
  await openLesson();
});

test.afterAll(async () => {
  await demo?.close();
  await line?.close();
});

const classGroupId = () => demo.ent.store.entities('class_group')[0]?.id ?? '';
const byColleague = { by: 'Paul Durand', byId: 'paul' };

/** The colleague's edit, at the ENT. */
function writeThere(title: string, blocks: unknown): void {
  const [class_group_id, starts_at] = [classGroupId(), Date.now() + DAY];
  const body = { class_group_id, title, starts_at, is_published: false, blocks };
  demo.ent.editOnTheWeb([{ entity: 'lesson', id: LESSON, body }], byColleague);
}

function writeHomeworkThere(text: string, due_at: number): void {
  const body = { lesson_id: LESSON, class_group_id: classGroupId(), text, due_at };
  demo.ent.editOnTheWeb([{ entity: 'homework', id: HOMEWORK, body }], byColleague);
}

/** « Synchroniser maintenant », which leaves the lesson, once nothing is exchanged any more. */
async function exchange(onReady: () => void = () => undefined): Promise<void> {
  const { page } = cartable;
  await page.keyboard.press('Control+6');
  await expect(page.getByTestId('sync-now')).toBeEnabled({ timeout: 60_000 });
  onReady();
  await page.getByTestId('sync-now').click();
}

async function openLesson(): Promise<void> {
  await cartable.page.evaluate((id) => {
    window.location.hash = `#/lessons/${id}`;
  }, LESSON);
  await expect(text()).toBeVisible();
}

/** An exchange is under way and has brought nothing yet, and the lesson is open. Answers how to let it go on. */
async function duringExchange(): Promise<() => void> {
  let asked = Promise.resolve();
  await exchange(() => {
    asked = line.hold().asked;
  });
  await asked;
  await openLesson();
  return () => line.release();
}

/** The ENT has this text in the end. */
async function isSent(whole: readonly string[]): Promise<void> {
  await expect.poll(here).toEqual(whole);
  await exchange();
  await expect.poll(there).toEqual(whole);
  await openLesson();
}

const wordsOf = (body: unknown) =>
  (body as Block[]).map(({ content }) => content.content?.map(({ text: words }) => words).join('') ?? '');

/** The text as it is on this computer's disk, and as the ENT has it. */
const here = () =>
  wordsOf(
    JSON.parse(
      (demo.local((db) => db.prepare('SELECT blocks FROM lesson WHERE id = ?').pluck().get(LESSON)) as
        | string
        | undefined) ?? '[]',
    ),
  );
const there = (): string[] =>
  wordsOf(demo.ent.store.entities('lesson').find(({ id }) => id === LESSON)?.body.blocks);

const text = () => cartable.page.locator('[data-testid="lesson-editor"] .rich-text-body');
const lines = () => text().locator('> p');

test('what a colleague writes is shown in the open lesson, and the cursor stays in its word', async () => {
  const { page } = cartable;
  const letGo = await duringExchange();
  await lines().nth(1).click();
  await page.keyboard.press('Home');
  for (const _ of 'La ') await page.keyboard.press('ArrowRight');
  writeThere('Ombres et lumière', [
    block('n', 'Introduction.'),
    block('a', 'Le soleil brille.'),
    block('b', 'La lune.'),
    block('c', 'La terre.'),
  ]);
  letGo();
  await expect(lines()).toHaveText(['Introduction.', 'Le soleil brille.', 'La lune.', 'La terre.']);
  await expect(page.getByTestId('lesson-title')).toHaveValue('Ombres et lumière');
  await page.keyboard.type('pleine ');
  const whole = ['Introduction.', 'Le soleil brille.', 'La pleine lune.', 'La terre.'];
  await expect(lines()).toHaveText(whole);
  await isSent(whole);
});

test('what comes while the teacher goes on typing is shown around it, and both are at the ENT in the end', async () => {
  const { page } = cartable;
  const letGo = await duringExchange();
  await lines().nth(2).click();
  await page.keyboard.press('End');
  writeThere('Ombres et lumière', [
    block('n', 'Introduction.'),
    block('a', 'Le soleil brille.'),
    block('b', 'La pleine lune.'),
    block('c', 'La terre tourne.'),
    block('d', 'Fin.'),
  ]);
  await typeWithoutPause(' Elle tourne autour', ' de la terre, et la terre autour du soleil.', letGo);
  const whole = [
    'Introduction.',
    'Le soleil brille.',
    'La pleine lune. Elle tourne autour de la terre, et la terre autour du soleil.',
    'La terre tourne.',
    'Fin.',
  ];
  await expect(lines()).toHaveText(whole);
  await isSent(whole);
});

test('a passage that both write in is kept twice, once each, and the teacher goes on in her own', async () => {
  const { page } = cartable;
  const letGo = await duringExchange();
  await lines().nth(2).click();
  await page.keyboard.press('End');
  writeThere('Ombres et lumière', [
    block('n', 'Introduction.'),
    block('a', 'Le soleil brille.'),
    block('b', 'La lune est loin.'),
    block('c', 'La terre tourne.'),
    block('d', 'Fin.'),
  ]);
  await typeWithoutPause(' Elle est là,', ' et elle y reste toute la nuit.', letGo);
  const mine =
    'La pleine lune. Elle tourne autour de la terre, et la terre autour du soleil. Elle est là, et elle y reste toute la nuit.';
  const both = (own: string) => [
    'Introduction.',
    'Le soleil brille.',
    'La lune est loin.',
    own,
    'La terre tourne.',
    'Fin.',
  ];
  await expect(lines()).toHaveText(both(mine));
  await page.keyboard.type(' Bien.');
  await expect(lines()).toHaveText(both(`${mine} Bien.`));
  await isSent(both(`${mine} Bien.`));
});

test('an engine that dies while the lesson is typed in doubles nothing', async () => {
  const { page } = cartable;
  const whole = here();
  await lines().nth(5).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Encore.');
  process.kill(cartable.enginePid(), 'SIGKILL');
  await page.keyboard.type(' Et encore.', { delay: 50 });
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved', { timeout: 60_000 });
  const typed = [...whole.slice(0, 5), 'Fin. Encore. Et encore.'];
  await expect(lines()).toHaveText(typed);
  await isSent(typed);
});

test('the cursor stays in its word in the title and in homework too', async () => {
  const { page } = cartable;
  const title = page.getByTestId('lesson-title');
  const homework = page.getByTestId('homework-text');
  const blocks = demo.ent.store.entities('lesson').find(({ id }) => id === LESSON)?.body.blocks;
  for (const [field, word] of [
    [title, 'Ombres'],
    [homework, 'Exercice'],
  ] as const) {
    const letGo = await duringExchange();
    await field.click();
    await page.keyboard.press('Home');
    for (const _ of word) await page.keyboard.press('ArrowRight');
    if (field === title) writeThere('Ombres, lumière, couleurs', blocks);
    else writeHomeworkThere('Exercice 3, page 12', dueAt);
    letGo();
    await expect(field).toHaveValue(field === title ? 'Ombres, lumière, couleurs' : 'Exercice 3, page 12');
    await page.keyboard.type('s');
  }
  await openLesson();
  await expect(title).toHaveValue('Ombress, lumière, couleurs');
  await expect(homework).toHaveValue('Exercices 3, page 12');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
});

test('homework that is typed in takes over its new date, and both texts where both have changed it', async () => {
  const { page } = cartable;
  const homework = () =>
    demo.local((db) => db.prepare('SELECT text, due_at FROM homework WHERE id = ?').get(HOMEWORK));
  const letGo = await duringExchange();
  await page.getByTestId('homework-text').click();
  await page.keyboard.press('Control+End');
  writeHomeworkThere('Exercices 3, page 13', dueAt + DAY);
  await typeWithoutPause(' et exercice 4,', ' à rendre sur une feuille double.', letGo);
  const both = 'Exercices 3, page 13\nExercices 3, page 12 et exercice 4, à rendre sur une feuille double.';
  await expect(page.getByTestId('homework-text')).toHaveValue(both);
  await expect.poll(homework).toEqual({ text: both, due_at: dueAt + DAY });
});

/** Keys that follow one another too fast for a save in between; the exchange goes on after the first of them. */
async function typeWithoutPause(first: string, rest: string, letGo: () => void): Promise<void> {
  await cartable.page.keyboard.type(first, { delay: 50 });
  letGo();
  await cartable.page.keyboard.type(rest, { delay: 100 });
}
