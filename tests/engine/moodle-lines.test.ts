import { expect, test } from 'vitest';
import { openMoodleClass } from './moodle-class.ts';

/** A Moodle whose line, name or release is another than was hoped for. */

const UPLOAD = '/webservice/upload.php';

test.each([
  ['is cut in its middle', { kind: 'reset-request', atByte: 65_536 }],
  ['came in part, as PHP says', { kind: 'upload-error', errorcode: 'upload_error_partial' }],
] as const)('an upload that %s goes again, and the copy has it once', async (_, fault) => {
  const { engine, fake, copy, document } = await openMoodleClass({ students: 2 });
  const { sync, grading } = engine.client;
  await sync.start();
  const path = await document('corrigé.txt', 'corrigé '.repeat(20_000));
  await grading.attachFeedback({ submissionId: copy(4), path });
  await grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1100 });
  fake.setFault(fault, { at: UPLOAD, times: 1 });
  await sync.start().catch(() => undefined);
  fake.clearFaults();
  await sync.start();
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(fake.assign.userGrade(5)?.grade).toBe(11);
  const { feedback } = await grading.submission({ submissionId: copy(4) });
  expect(feedback.map(({ document: { name } }) => name)).toEqual(['corrigé.txt']);
  expect((await sync.start()).changesReceived).toBe(0);
});

test('a site that calls itself otherwise is the same site: nothing comes twice, and grades go', async () => {
  const { engine, fake, copy, assignmentId } = await openMoodleClass({ students: 2, copyBytes: 1000 });
  const { sync, grading } = engine.client;
  await sync.start();
  fake.site.config.sitename = 'Lycée Ada-Lovelace';
  fake.site.wwwroot = fake.url.replace('127.0.0.1', 'localhost');
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  const fetched = fake.traffic.countOf('/webservice/pluginfile.php');
  expect((await sync.start()).outcome).toBe('done');
  expect((await sync.start()).changesReceived).toBe(0);
  expect(fake.traffic.countOf('/webservice/pluginfile.php')).toBe(fetched);
  expect(fake.assign.userGrade(4)?.grade).toBe(12);
  expect(await grading.submissions({ assignmentId })).toHaveLength(2);
});

test.each([
  ['4.1', '2022112800.00'],
  ['4.5', '2024100700.00'],
  ['5.0', '2025041400.00'],
])('Moodle %s is graded as the one that was recorded', async (release, version) => {
  const { engine, fake, copy } = await openMoodleClass({
    students: 2,
    config: { release: `${release} (Build: ${version.slice(0, 8)})`, version },
  });
  const { sync, grading } = engine.client;
  await sync.start();
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await sync.start();
  expect(fake.assign.userGrade(4)?.grade).toBe(12);
});

test('8 out of 20 that waits while the assignment comes to be out of 10 is refused, and not given as 8 out of 10', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 800 });
  const { row } = fake.assign;
  Object.assign(row, { grade: 10, timemodified: row.timemodified + 60 });
  for (let session = 0; session < 2; session += 1) await engine.client.sync.start();
  expect(fake.assign.userGrade(4)?.grade ?? null).not.toBe(8);
  expect(await engine.client.grading.outgrownGrades()).toMatchObject([
    { pointsTimes100: 800, outOfTimes100: 2000, maxTimes100: 1000 },
  ]);
});
