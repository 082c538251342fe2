import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { backUpWorkspace } from '../../main/engine/settings/back-up.ts';
import { noise } from '../engine/class-documents.ts';
import { mountDisk } from './environment-cases.ts';
import { type Evening, Evenings } from './proxy-table-evening.ts';

/** What goes wrong with the teacher's own files while they are brought in, and with the place of a back-up. */

let evenings: Evenings;
beforeAll(async () => {
  evenings = await Evenings.prepare();
});
afterAll(() => evenings.remove());

async function open(): Promise<Evening> {
  const evening = await evenings.open('watching');
  onTestFinished(() => evening.close());
  return evening;
}

/** More than a megabyte: read in several goes. */
const ESSAY = noise(2_200_000, 7);

/** What a source suffers in the very turn in which its import begins. */
const SUFFERED: Readonly<Record<string, (path: string) => void>> = {
  edited: (path) => writeFileSync(path, noise(2_200_000, 8)),
  'cut short': (path) => writeFileSync(path, ESSAY.subarray(0, 1000)),
  deleted: (path) => rmSync(path),
  'replaced by a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
};

describe('a file that changes while it is brought in comes whole, as something that it was, or not at all', () => {
  test.each(Object.entries(SUFFERED))('%s', async (_how, suffer) => {
    const evening = await open();
    const { device } = evening;
    const path = join(evening.directory, 'dissertation.txt');
    writeFileSync(path, ESSAY);
    const submissionId = 'submission-2';
    const bringing = gradingHandlers.attachFeedback(device.domain, { submissionId, path }).then(
      () => 'brought in',
      (error) => error.code as string,
    );
    suffer(path);
    const outcome = await bringing;
    expect(['brought in', 'library/file-missing', 'library/file-unreadable']).toContain(outcome);
    const named = device.context.store.db.prepare('SELECT sha256 FROM feedback').pluck().all() as string[];
    expect(named).toHaveLength(outcome === 'brought in' ? 1 : 0);
    for (const sha256 of named) expect(await device.context.vault.isIntact(sha256)).toBe(true);
    expect(readdirSync(join(evening.data, 'vault', 'incoming'))).toEqual([]);
    expect((await device.synchronise()).outcome).toBe('done');
    expect(evening.ent.store.entities('feedback').map(({ body }) => body.file.sha256)).toEqual(named);
  });
});

describe('a place that takes no back-up is named, and no half of one stays there', () => {
  test('a full disk; a place that is no folder where nobody may make a disk', async () => {
    const { device } = await open();
    const place = mkdtempSync(join(tmpdir(), 'cartable-place-'));
    const isDisk = mountDisk(place, 64 << 10);
    onTestFinished(() => {
      if (isDisk) execFileSync('umount', ['--lazy', place]);
      rmSync(place, { recursive: true, force: true });
    });
    const target = isDisk ? place : join(place, 'file');
    if (!isDisk) writeFileSync(target, '');
    await expect(backUpWorkspace(device.domain, target)).rejects.toThrowError(
      expect.objectContaining({ code: isDisk ? 'store/disk-full' : 'library/folder-unwritable' }),
    );
    expect(readdirSync(place)).toEqual(isDisk ? [] : ['file']);
    expect((await device.synchronise()).outcome).toBe('done');
  });

  test('a folder that is gone', async () => {
    const evening = await open();
    const gone = join(evening.directory, 'clé USB');
    await expect(backUpWorkspace(evening.device.domain, gone)).rejects.toThrowError(
      expect.objectContaining({ code: 'library/folder-unwritable' }),
    );
    mkdirSync(gone);
    expect(await backUpWorkspace(evening.device.domain, gone)).toMatchObject({ leftOutCount: 0 });
  });
});
