import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEntAdapter } from '../../../main/engine/connectors/ent/ent-adapter.ts';
import { systemClock } from '../../../main/engine/platform/clock.ts';
import { createHttp } from '../../../main/engine/platform/http.ts';
import { startReferenceEnt } from '../../../main/reference-ent/server.ts';
import { smallPdf } from '../../fake-moodle/site/small-pdf.ts';
import { cutReplies } from '../../faults/reply-cutter.ts';
import { documentOf, handIn, putAtEnt } from '../class-documents.ts';
import { temporaryFolder } from '../synced-class.ts';
import { writeClass } from '../write-class.ts';
import { familyName, type School, type SchoolOptions } from './school.ts';

/** The reference server of the ENT sync API, behind a line that can be cut. */
export async function openEntSchool({ students, hasFiles }: SchoolOptions): Promise<School> {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const studentOf = (number: number) => ({ first_name: `Prénom${number}`, last_name: familyName(number) });
  const { submissionIds } = writeClass(ent, students, { studentOf });
  const copies = hasFiles ? submissionIds.map((_, index) => documentOf(smallPdf(`Copie ${index + 1}`))) : [];
  await putAtEnt(ent, directory, copies);
  if (hasFiles) handIn(ent, submissionIds, copies);
  const idOf = (student: number) => `submission-${student}`;
  const of = <T extends { readonly body: { readonly submission_id?: string } }>(
    rows: readonly T[],
    student: number,
  ) => rows.filter(({ body }) => body.submission_id === idOf(student));
  return {
    url: line.url,
    login: ent.login,
    password: ent.password,
    requestCount: () => line.asked.length,
    copyOf: (student) => copies[student - 1]?.bytes ?? Buffer.alloc(0),
    gradeOf: (student) => of(ent.store.entities('grade'), student)[0]?.body.points_x100 ?? null,
    commentOf: (student) => of(ent.store.entities('comment'), student)[0]?.body.text ?? '',
    feedbackOf: (student) =>
      Promise.all(
        of(ent.store.entities('feedback'), student).map(({ body }) => ent.store.blobBytes(body.file.sha256)),
      ),
    gradeOnTheWeb: (student, pointsTimes100) => {
      const body = { submission_id: idOf(student), points_x100: pointsTimes100 };
      ent.editOnTheWeb([{ entity: 'grade', id: idOf(student), body }], { by: 'Paul Collègue' });
    },
    lowerMaximum: (maxTimes100) => {
      writeClass(ent, 0, { maxTimes100 });
    },
    endSession: (secret) => endSession(ent.url, secret),
    answerNextInHtml: () => line.failNext('', 'captive-portal'),
    loseNextAnswerToGrades: () => line.failNext('/batches', 'reply-lost'),
  };
}

async function endSession(baseUrl: string, secret: string): Promise<void> {
  const http = createHttp({ appVersion: '0.0.0' });
  try {
    const identity = { deviceId: randomUUID(), deviceName: 'test', clock: systemClock };
    await createEntAdapter({ http, baseUrl, ...identity }).signOut(secret);
  } finally {
    http.close();
  }
}
