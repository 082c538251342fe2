import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { RotatingFile } from '../../main/engine/platform/rotating-file.ts';
import { openDomainWorkspace, receiveClass, START, temporaryFolder } from './domain-workspace.ts';
import { canMountDisks, smallDisk } from './small-disk.ts';

const CARTABLE = resolve(import.meta.dirname, '../../main/cli/cartable.ts');

/** A photograph whose rendition takes some hundred kilobytes. */
async function writePhotograph(): Promise<{ path: string; sizeBytes: number }> {
  const [width, height] = [2400, 1800];
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let index = 0; index < pixels.length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[index] = 128 + 90 * Math.sin(index / 7919) + (state >>> 27);
  }
  const path = join(await temporaryFolder(), 'photo.jpg');
  const picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  writeFileSync(path, await picture.jpeg({ quality: 96 }).toBuffer());
  return { path, sizeBytes: statSync(path).size };
}

/** Takes room on a disk until so many bytes are left; returns what gives it back. */
function leaveRoom(disk: string, sizeBytes: number): () => void {
  const { bavail, bsize } = statfsSync(disk);
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - sizeBytes));
  return () => rmSync(ballast);
}

function optimise(path: string, out: string) {
  return spawnSync(process.execPath, [CARTABLE, 'optimise', path, '--out', out], { encoding: 'utf8' });
}

/** The command says that the disk is full, leaves nothing, and does it once there is room. */
function expectRefusedUntilRoom(path: string, out: string, giveBack: () => void): void {
  const refused = optimise(path, out);
  expect(refused.stderr).toContain('store/disk-full');
  expect(refused.status).toBe(1);
  expect(readdirSync(out)).toEqual([]);
  giveBack();
  expect(optimise(path, out).status).toBe(0);
}

describe.runIf(canMountDisks)('a disk that fills up while a document is written', () => {
  test('the command line says so, leaves nothing, and does it once there is room', async () => {
    const disk = await smallDisk(6 << 20);
    const { path } = await writePhotograph();
    const giveBack = leaveRoom(disk, 60_000);
    const out = join(disk, 'out');
    expectRefusedUntilRoom(path, out, giveBack);
    const { info } = await sharp(readFileSync(join(out, 'photo.jpg')), { failOn: 'truncated' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.width).toBeGreaterThan(0);
  });

  test('a document that is sent as it is comes whole or not at all', async () => {
    const disk = await smallDisk(2 << 20);
    const path = join(await temporaryFolder(), 'long.txt');
    writeFileSync(path, Buffer.alloc(200_000, 'texte '));
    const giveBack = leaveRoom(disk, 60_000);
    const out = join(disk, 'out');
    expectRefusedUntilRoom(path, out, giveBack);
    expect(readFileSync(join(out, 'long.txt'))).toEqual(readFileSync(path));
  });

  test('what is attached to a lesson never enters cut short, and enters once there is room', async () => {
    const disk = await smallDisk(16 << 20);
    const workspace = await openDomainWorkspace(disk);
    const { context, vault, store } = workspace;
    receiveClass(workspace, 1);
    const lesson = lessonsHandlers.save(context, {
      classGroupId: '2de4',
      title: 'Fonctions',
      startsAt: START,
      isPublished: false,
      blocks: [],
    });
    const { path, sizeBytes } = await writePhotograph();
    const giveBack = leaveRoom(disk, sizeBytes + 60_000);
    const attach = () => lessonsHandlers.attach(context, { lessonId: lesson.id, path });
    await expect(attach()).rejects.toThrowError(expect.objectContaining({ code: 'store/disk-full' }));
    expect(store.db.prepare('SELECT COUNT(*) FROM blob').pluck().get()).toBe(0);
    const left = readdirSync(vault.directory, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
    giveBack();
    const { document } = await attach();
    expect(await vault.isIntact(document.sha256)).toBe(true);
    await sharp(vault.pathOf(document.sha256), { failOn: 'truncated' }).raw().toBuffer();
  });

  test('a log keeps whole lines, and goes on once there is room', async () => {
    const disk = await smallDisk(1 << 20);
    const giveBack = leaveRoom(disk, 8192);
    const path = join(disk, 'engine.log');
    const log = new RotatingFile({ path, fileCount: 2, fileBytes: 1 << 20 });
    const line = `${'a'.repeat(2999)}\n`;
    for (let count = 0; count < 5; count += 1) log.write(line);
    giveBack();
    log.write(line);
    log.close();
    expect(readFileSync(path, 'utf8')).toBe(line.repeat(3));
  });
});
