import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openMoodleClass } from './moodle-class.ts';

/** Every file below a folder in which a word stands, whatever its case. */
function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    return statSync(path).isFile() && readFileSync(path).toString('latin1').toLowerCase().includes(word);
  });
}

/** A class in which a student's name is in the names of files, both ways; and the cursor of its account, as text. */
async function namedFiles() {
  const school = await openMoodleClass();
  const { engine, fake, copy, document } = school;
  const { sync, grading } = engine.client;
  fake.handIn(4, [{ filename: 'zyrkhovsky.txt', bytes: Buffer.from('copie') }]);
  await sync.start();
  const own = await document('zyrkhovsky-corrige.txt', 'Un corrigé.');
  await grading.attachFeedback({ submissionId: copy(4), path: own });
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await sync.start();
  await sync.start();
  const { db } = engine.workspaces.current().store;
  const cursor = () => {
    const text = db.prepare('SELECT cursor FROM sync_state').pluck().get() as string;
    return inflateRawSync(Buffer.from(text, 'base64')).toString('utf8');
  };
  return { ...school, cursor };
}

test('what is known of a Moodle names no file that was given back', async () => {
  const { cursor } = await namedFiles();
  expect(cursor()).toContain('"copy-1-4"');
  expect(cursor().toLowerCase()).not.toContain('zyrkhovsky');
});

test('of an erased student nothing is left in the folder of a Moodle’s account, nor in what is known of Moodle, packed as it is', async () => {
  const { engine, cursor, copy, directory } = await namedFiles();
  const { erasure, grading, sync } = engine.client;
  const subject = { kind: 'student', studentId: 'user-4' } as const;
  expect(filesWith(join(directory, 'data'), 'zyrkhovsky').length).toBeGreaterThan(0);
  const { confirmation } = await erasure.preview(subject);
  await erasure.erase({ subject, confirmation });
  expect(filesWith(join(directory, 'data'), 'zyrkhovsky')).toEqual([]);
  expect(cursor()).not.toMatch(/copy-1-4"|"user-4"|zyrkhovsky/i);
  expect(cursor()).toContain('"copy-1-5"');
  // Moodle still has it: what it says is counted and not taken in, and its names are in no file afterwards.
  await sync.start();
  await expect(grading.submission({ submissionId: copy(4) })).rejects.toMatchObject({
    code: 'store/not-found',
  });
  expect(filesWith(join(directory, 'data'), 'zyrkhovsky')).toEqual([]);
  expect(cursor().toLowerCase()).not.toContain('zyrkhovsky');
  expect((await grading.submissions({ assignmentId: 'assign-1' })).length).toBe(4);
});
