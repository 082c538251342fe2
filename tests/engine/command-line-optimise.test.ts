import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

interface Reported {
  readonly output: string | null;
  readonly outcome: string;
  readonly reason: string | null;
}

function optimise(files: readonly string[], out: string): Reported[] {
  const run = cartable(['optimise', ...files, '--out', out, '--json']);
  expect(run.status, run.stderr).toBe(0);
  return (JSON.parse(run.stdout) as { files: Reported[] }).files;
}

/** A picture that the optimiser makes smaller. */
function photograph(): Promise<Buffer> {
  const { width, height } = { width: 2600, height: 1800 };
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = 128 + 60 * Math.sin(at / 997) + (at % 13);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 98 })
    .toBuffer();
}

test('results beside their originals take names of their own, and no original changes', async () => {
  const folder = await temporaryFolder();
  const photo = await photograph();
  const kept = Buffer.from('Consignes.\n');
  writeFileSync(join(folder, 'photo.jpg'), photo);
  writeFileSync(join(folder, 'consignes.txt'), kept);
  const files = optimise([join(folder, 'photo.jpg'), join(folder, 'consignes.txt')], folder);
  expect(files.map(({ output }) => output)).toEqual([
    join(folder, 'photo (2).jpg'),
    join(folder, 'consignes (2).txt'),
  ]);
  expect(readFileSync(join(folder, 'photo.jpg'))).toEqual(photo);
  expect(readFileSync(join(folder, 'consignes.txt'))).toEqual(kept);
  expect(readFileSync(join(folder, 'photo (2).jpg')).length).toBeLessThan(photo.length);
});

test('a file of --out is never replaced, whatever the case or the accents of its name', async () => {
  const folder = await temporaryFolder();
  const out = join(folder, 'out');
  mkdirSync(out);
  writeFileSync(join(folder, 'Été.txt'.normalize('NFC')), 'nouveau\n');
  writeFileSync(join(folder, 'PHOTO.JPG'), await photograph());
  writeFileSync(join(out, 'Été.txt'.normalize('NFD')), 'ancien\n');
  writeFileSync(join(out, 'photo.jpg'), 'autre chose');
  const files = optimise([join(folder, 'Été.txt'.normalize('NFC')), join(folder, 'PHOTO.JPG')], out);
  expect(files.map(({ output }) => output)).toEqual([join(out, 'Été (2).txt'), join(out, 'PHOTO (2).JPG')]);
  expect(readFileSync(join(out, 'Été.txt'.normalize('NFD')), 'utf8')).toBe('ancien\n');
  expect(readFileSync(join(out, 'photo.jpg'), 'utf8')).toBe('autre chose');
  expect(readdirSync(out)).toHaveLength(4);
});

test('two files of one name in one run stand side by side, and the same run again adds to them', async () => {
  const folder = await temporaryFolder();
  const out = join(folder, 'out');
  for (const half of ['a', 'b']) {
    mkdirSync(join(folder, half));
    writeFileSync(join(folder, half, 'fiche.txt'), `${half}\n`);
  }
  const files = ['a', 'b'].map((half) => join(folder, half, 'fiche.txt'));
  optimise(files, out);
  optimise(files, out);
  expect(readdirSync(out).sort()).toEqual(['fiche (2).txt', 'fiche (3).txt', 'fiche (4).txt', 'fiche.txt']);
  const texts = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
  expect(texts.sort()).toEqual(['a\n', 'a\n', 'b\n', 'b\n']);
});

test('a name as long as the disk takes leaves room for its number', async () => {
  const folder = await temporaryFolder();
  const name = `${'é'.repeat(125)}.txt`;
  writeFileSync(join(folder, name), 'long\n');
  const [file] = optimise([join(folder, name)], folder);
  expect(file?.output).toMatch(/é \(2\)\.txt$/);
  expect(readFileSync(file?.output ?? '', 'utf8')).toBe('long\n');
});

test('bad files are refused by name, copied nowhere, and left as they were', async () => {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, 'vide.pdf'), '');
  writeFileSync(join(folder, 'faux.pdf'), 'bonjour');
  const out = join(folder, 'out');
  const files = optimise([join(folder, 'vide.pdf'), join(folder, 'faux.pdf')], out);
  expect(files.map(({ outcome, reason, output }) => [outcome, reason, output])).toEqual([
    ['refused', 'empty', null],
    ['refused', 'misnamed', null],
  ]);
  expect(existsSync(join(out, 'vide.pdf'))).toBe(false);
});

test('the report has exactly the fields that it promises, and a total', async () => {
  const folder = await temporaryFolder();
  const out = join(folder, 'out');
  writeFileSync(join(folder, 'photo.jpg'), await photograph());
  writeFileSync(join(folder, 'consignes.txt'), 'Consignes.\n');
  writeFileSync(join(folder, 'vide.pdf'), '');
  const inputs = ['photo.jpg', 'consignes.txt', 'vide.pdf'].map((name) => join(folder, name));
  const run = cartable(['optimise', ...inputs, '--out', out, '--preset', 'print', '--json']);
  expect([run.status, run.stderr]).toEqual([0, '']);
  const { files, total } = JSON.parse(run.stdout);
  expect(files).toHaveLength(3);
  for (const file of files) {
    expect(Object.keys(file).sort()).toEqual([
      'bytesAfter',
      'bytesBefore',
      'file',
      'ms',
      'outcome',
      'output',
      'pages',
      'reason',
      'ssim',
      'type',
    ]);
  }
  expect(files[0]).toMatchObject({
    outcome: 'optimised',
    reason: null,
    type: 'image/jpeg',
    output: join(out, 'photo.jpg'),
  });
  expect(files[1]).toMatchObject({
    outcome: 'kept',
    reason: 'no-recipe',
    type: 'text/plain',
    bytesAfter: 11,
    ssim: null,
  });
  expect(files[2]).toMatchObject({ outcome: 'refused', reason: 'empty', output: null, bytesAfter: null });
  const handled = files[0].bytesBefore + 11;
  expect(total).toMatchObject({ files: 3, optimised: 1, kept: 1, refused: 1, bytesBefore: handled });
  expect(total.bytesAfter).toBe(files[0].bytesAfter + 11);
  expect(readdirSync(out).sort()).toEqual(['consignes.txt', 'photo.jpg']);
});
