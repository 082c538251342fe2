import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPages } from '../../main/engine/paper/pile-thread.ts';
import type { PilePreview } from '../../preload/contract/index.ts';
import { noise } from './optimise-pictures.ts';
import { pdfium } from './render-pdf.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

/** Sheets printed, scanned askew and noisy, and the pile cut again: by a real engine, on pages that were really rendered. */

const WORDS = { hint: 'Placez cette feuille devant la copie.' };
const A4 = { width: 595.28, height: 841.89 };

interface Scan {
  /** Clockwise, in degrees. */
  readonly angle: number;
  /** Of each pixel, out of 255. */
  readonly noise: number;
  readonly dpi: number;
}

async function printed(school: SyncedClass, form: 'sheets' | 'strips' = 'sheets'): Promise<Buffer> {
  const path = join(school.directory, `${form}.pdf`);
  await school.engine.client.paper.writeSheets({
    assignmentId: school.assignmentId,
    path,
    form,
    words: WORDS,
  });
  return readFileSync(path);
}

/** A page of a PDF as a scanner sees it: a grey, uneven JPEG. */
async function scanned(pdf: Uint8Array, page: number, { angle, noise: grain, dpi }: Scan): Promise<Buffer> {
  const document = (await pdfium())(pdf);
  const rendering = document?.render(page, 6000, dpi);
  if (rendering === undefined) throw new Error(`page ${page} is not shown`);
  const { data, width, height } = rendering;
  document?.close();
  const grey = Buffer.alloc(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = data[at * 4 + 1] as number;
  const turned = await sharp(grey, { raw: { width, height, channels: 1 } })
    .rotate(angle, { background: '#fff' })
    .blur(0.6)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const random = noise(7 + page);
  for (let at = 0; at < turned.data.length; at += 1) {
    const level = (turned.data[at] as number) * 0.86 + 18 + (random() - 0.5) * grain;
    turned.data[at] = Math.max(0, Math.min(255, level));
  }
  return sharp(turned.data, { raw: { ...turned.info, channels: 1 } as never })
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** A page of writing without any code, in the same way. */
async function writing(text: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([A4.width, A4.height]);
  for (let line = 0; line < 25; line += 1)
    page.drawText(`${text} ${line}`, { x: 60, y: 760 - line * 27, size: 15 });
  return document.save();
}

async function pile(school: SyncedClass, pages: readonly Buffer[], name = 'pile.pdf'): Promise<string> {
  const document = await PDFDocument.create();
  for (const bytes of pages) {
    const image = await document.embedJpg(bytes);
    const scale = Math.min(A4.width / image.width, A4.height / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    document.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  const path = join(school.directory, name);
  writeFileSync(path, await document.save());
  return path;
}

const shown = ({ parts }: PilePreview) =>
  parts.map(({ firstPage, lastPage, state, submissionId }) => [firstPage, lastPage, state, submissionId]);

const documentsOf = async ({ engine }: SyncedClass, submissionId: string) =>
  (await engine.client.grading.submission({ submissionId })).documents;

/** Straight, upside down with a grain, askew, on its side, and like a fax. */
const SCANNERS: readonly Scan[] = [
  { angle: 0, noise: 10, dpi: 150 },
  { angle: 180, noise: 90, dpi: 150 },
  { angle: 3.5, noise: 50, dpi: 200 },
  { angle: 92, noise: 50, dpi: 150 },
  { angle: -1.5, noise: 40, dpi: 100 },
];

/** Several classes, dozens of rendered pages: on a busy machine. */
const LONG_MS = 600_000;

test('sheets are known however they were scanned', { timeout: LONG_MS }, async () => {
  const school = await openSyncedClass(SCANNERS.length);
  const sheets = await printed(school);
  const pages = await Promise.all(SCANNERS.map((scan, page) => scanned(sheets, page, scan)));
  const preview = await school.engine.client.paper.readPile({
    source: { paths: [await pile(school, pages)] },
  });
  expect(preview.assignment?.id).toBe(school.assignmentId);
  expect(shown(preview)).toEqual(school.submissionIds.map((id, page) => [page, page, 'sure', id]));
});

test('a pile is cut by its sheets, straightened, made small, attached, and taken away by undo', {
  timeout: LONG_MS,
}, async () => {
  const school = await openSyncedClass(3);
  const { engine, submissionIds } = school;
  const [first = '', second = '', third = ''] = submissionIds;
  const sheets = await printed(school);
  const answers = await writing('La lumière est réfractée, car');
  const upside = { angle: 180, noise: 8, dpi: 120 };
  const askew = { angle: 3, noise: 8, dpi: 120 };
  const path = await pile(school, [
    await scanned(sheets, 0, upside),
    await scanned(answers, 0, upside),
    await scanned(sheets, 2, askew),
    await scanned(answers, 0, askew),
  ]);
  const source = { paths: [path] };
  const preview = await engine.client.paper.readPile({ source });
  expect(shown(preview)).toEqual([
    [0, 1, 'sure', first],
    [2, 3, 'sure', third],
  ]);
  expect(await documentsOf(school, first)).toEqual([]);
  const waiting = (await engine.client.sync.waiting()).length;
  const parts = preview.parts.map(({ firstPage, lastPage, submissionId }) => ({
    firstPage,
    lastPage,
    submissionId: submissionId ?? '',
  }));
  const { ids } = await engine.client.paper.takePile({ source, sha256: preview.sha256, parts });
  expect(ids).toHaveLength(2);
  const [document] = await documentsOf(school, first);
  // Said of it alone: what a student handed in is not the teacher's to take away.
  expect(document?.isBrought).toBe(true);
  expect(document).toMatchObject({ name: 'Nom 1 Prénom.pdf', mediaType: 'application/pdf', isLocal: true });
  expect(await documentsOf(school, second)).toEqual([]);
  expect((await engine.client.sync.waiting()).length).toBe(waiting);
  // What hangs there is upright: its code, read again, lies as it was printed.
  for (const [submissionId, pageCount] of [
    [first, 2],
    [third, 2],
  ] as const) {
    const [{ sha256 } = { sha256: '' }] = await documentsOf(school, submissionId);
    const again = await engine.client.paper.readPile({ source: { sha256 } });
    expect(again.pageCount).toBe(pageCount);
    const { pages } = await lying(school, sha256);
    expect(pages[0]?.turn?.quarters).toBe(0);
    expect(Math.abs(pages[0]?.turn?.skewDegrees ?? 90)).toBeLessThan(0.6);
    expect(shown(again)).toEqual([[0, pageCount - 1, 'sure', submissionId]]);
  }
  await engine.client.grading.removeCollected({ ids });
  expect(await documentsOf(school, first)).toEqual([]);
});

test('strips are cut and glued: each is known alone', { timeout: LONG_MS }, async () => {
  const school = await openSyncedClass(10);
  const strips = await printed(school, 'strips');
  expect((await PDFDocument.load(strips)).getPageCount()).toBe(2);
  const page = await scanned(strips, 0, { angle: 0, noise: 50, dpi: 200 });
  const { width = 0, height = 0 } = await sharp(page).metadata();
  const mm = height / 297;
  const glued = async (place: number) =>
    sharp(
      await sharp(page)
        .extract({
          left: 0,
          top: Math.round((15 + place * 33) * mm),
          width,
          height: Math.round(33 * mm),
        })
        .toBuffer(),
    )
      .extend({ bottom: height - Math.round(33 * mm), background: '#f4f4f4' })
      .jpeg()
      .toBuffer();
  const path = await pile(school, [await glued(3), await glued(0)]);
  const preview = await school.engine.client.paper.readPile({ source: { paths: [path] } });
  expect(shown(preview).map(([, , state, submissionId]) => [state, submissionId])).toEqual([
    ['sure', (await order(school))[3]],
    ['sure', (await order(school))[0]],
  ]);
});

/** How the pages of a document of the vault lie. */
async function lying({ directory }: SyncedClass, sha256: string) {
  const [account = ''] = readdirSync(join(directory, 'data', 'accounts'));
  const path = join(directory, 'data', 'accounts', account, 'vault', sha256.slice(0, 2), sha256.slice(2));
  return { pages: await readPages(path, { signal: undefined, onStep: () => undefined }) };
}

/** The copies as the sheets are printed: by the students' names. */
async function order({ engine, assignmentId }: SyncedClass): Promise<string[]> {
  return (await engine.client.grading.submissions({ assignmentId })).map(({ id }) => id);
}

test('what is doubtful is asked: no sheet before it, a student twice, a sheet of nobody', {
  timeout: LONG_MS,
}, async () => {
  const school = await openSyncedClass(2);
  const [first = '', second = ''] = school.submissionIds;
  const sheets = await printed(school);
  const other = await printed(await openSyncedClass(1));
  const scan = { angle: 0, noise: 20, dpi: 150 };
  const answers = await scanned(await writing('Sans feuille'), 0, scan);
  const path = await pile(school, [
    answers,
    await scanned(sheets, 0, scan),
    await scanned(sheets, 1, scan),
    await scanned(other, 0, scan),
    await scanned(sheets, 0, scan),
  ]);
  const preview = await school.engine.client.paper.readPile({ source: { paths: [path] } });
  expect(shown(preview)).toEqual([
    [0, 0, 'no-code', null],
    [1, 1, 'twice', first],
    [2, 2, 'sure', second],
    [3, 3, 'unknown', null],
    [4, 4, 'twice', first],
  ]);
});

test('a sheet that was printed again is the same sheet, and says nothing of the student', {
  timeout: LONG_MS,
}, async () => {
  const school = await openSyncedClass(2);
  const first = await printed(school);
  const again = await printed(school);
  const code = async (pdf: Buffer) => {
    const path = await pile(school, [await scanned(pdf, 0, { angle: 0, noise: 0, dpi: 150 })]);
    return shown(await school.engine.client.paper.readPile({ source: { paths: [path] } }));
  };
  expect(await code(again)).toEqual(await code(first));
});

test('images and PDFs that were scanned one by one are one pile, page after page by their names, and each copy gets its own', {
  timeout: LONG_MS,
}, async () => {
  const school = await openSyncedClass(2);
  const { engine, directory, submissionIds } = school;
  const [first = '', second = ''] = submissionIds;
  const sheets = await printed(school);
  const answers = await writing('Photographiée');
  const scan = { angle: 0, noise: 20, dpi: 150 };
  const write = (name: string, bytes: Uint8Array) => {
    const path = join(directory, name);
    writeFileSync(path, bytes);
    return path;
  };
  const photograph = await scanned(sheets, 1, scan);
  const paths = [
    write('scan 10.pdf', await writing('Seconde')),
    write('scan 9.png', await sharp(photograph).png().toBuffer()),
    write('scan 1.jpg', await scanned(sheets, 0, scan)),
    await pile(school, [await scanned(answers, 0, scan), await scanned(answers, 0, scan)], 'scan 2.pdf'),
  ];
  const source = { paths };
  const preview = await engine.client.paper.readPile({ source });
  expect(shown(preview)).toEqual([
    [0, 2, 'sure', first],
    [3, 4, 'sure', second],
  ]);
  expect((await engine.client.paper.readPile({ source: { paths: paths.toReversed() } })).sha256).toBe(
    preview.sha256,
  );
  const parts = [
    { firstPage: 0, lastPage: 2, submissionId: first },
    { firstPage: 3, lastPage: 4, submissionId: second },
  ];
  const { ids } = await engine.client.paper.takePile({ source, sha256: preview.sha256, parts });
  expect(ids).toHaveLength(2);
  const [copy] = (await engine.client.grading.submission({ submissionId: second })).documents;
  expect((await lying(school, copy?.sha256 ?? '')).pages).toHaveLength(2);
  const wrong = { code: 'paper/not-a-pile' };
  const text = write('scan 11.txt', Buffer.from('rien'));
  await expect(engine.client.paper.readPile({ source: { paths: [...paths, text] } })).rejects.toMatchObject(
    wrong,
  );
  await expect(
    engine.client.paper.readPile({ source: { paths: [...paths, join(directory, 'absent.jpg')] } }),
  ).rejects.toMatchObject({ code: 'library/file-missing' });
});

test('what is no pile, or another one than was shown, changes nothing', { timeout: LONG_MS }, async () => {
  const school = await openSyncedClass(1);
  const { engine, directory, submissionIds } = school;
  const [submissionId = ''] = submissionIds;
  const text = join(directory, 'pile.pdf');
  writeFileSync(text, '%PDF-1.7 rien');
  const wrong = { code: 'paper/not-a-pile' };
  await expect(engine.client.paper.readPile({ source: { paths: [text] } })).rejects.toMatchObject(wrong);
  const sheets = await printed(school);
  const source = {
    paths: [await pile(school, [await scanned(sheets, 0, { angle: 0, noise: 0, dpi: 150 })])],
  };
  const { sha256 } = await engine.client.paper.readPile({ source });
  const part = { firstPage: 0, lastPage: 0, submissionId };
  for (const [parts, failure] of [
    [[{ ...part, lastPage: 1 }], { code: 'input/invalid' }],
    [[part, part], { code: 'input/invalid' }],
    [[{ ...part, submissionId: 'nobody' }], { code: 'store/not-found' }],
  ] as const)
    await expect(engine.client.paper.takePile({ source, sha256, parts: [...parts] })).rejects.toMatchObject(
      failure,
    );
  await pile(school, [await scanned(sheets, 0, { angle: 1, noise: 9, dpi: 120 })]);
  await expect(engine.client.paper.takePile({ source, sha256, parts: [part] })).rejects.toMatchObject(wrong);
  expect(await documentsOf(school, submissionId)).toEqual([]);
});
