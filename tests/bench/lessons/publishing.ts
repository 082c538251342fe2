import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { writeClass } from '../../engine/write-class.ts';
import { noiseOf, openBenchEngine, signIn, syncOnce } from '../sync/copies.ts';
import { costOf } from '../sync/cost.ts';
import { entDirectory, startEntProcess } from '../sync/ent-process.ts';

const OTHER_CLASSES = ['class-2', 'class-3'];
const DOCUMENTS = 5;
const DOCUMENT_BYTES = 200_000;

/** What publishing a lesson with five documents to three classes costs the ENT: a session, as the ENT counts it. */
export async function measurePublishing(root: string) {
  const folder = join(root, 'publishing');
  await mkdir(folder);
  const ent = await startEntProcess(entDirectory(folder));
  const engine = await openBenchEngine(folder, 'data');
  try {
    await ent.betweenTwoRuns((school) => {
      writeClass(school, 1);
      for (const id of OTHER_CLASSES)
        school.editOnTheWeb([{ entity: 'class_group', id, body: { name: id, subject_id: 'subject-1' } }]);
    });
    await signIn(engine, ent);
    await syncOnce(engine);
    const { lessons } = engine.client;
    const place = { classGroupId: 'class-1', startsAt: Date.now() + 86_400_000 };
    const { id: lessonId } = await lessons.save({ ...place, title: 'Ondes', blocks: [] });
    for (let index = 0; index < DOCUMENTS; index += 1) {
      const path = join(folder, `fiche-${index}.bin`);
      await writeFile(path, noiseOf(DOCUMENT_BYTES, index));
      await lessons.attach({ lessonId, path });
    }
    const there = { at: 'now', isCorrected: false } as const;
    const publications = [
      { ...place, ...there, lessonId },
      ...OTHER_CLASSES.map((classGroupId) => ({ ...place, ...there, classGroupId, lessonId: v7() })),
    ];
    await lessons.publish({ lessonId, publications });
    const { requests, bytesUp, endpoints } = await costOf(ent, () => syncOnce(engine));
    const timesSent = Math.round((10 * bytesUp) / (DOCUMENTS * DOCUMENT_BYTES)) / 10;
    return {
      classes: publications.length,
      documents: DOCUMENTS,
      requests,
      mostRequests: 4,
      endpoints,
      timesSent,
    };
  } finally {
    await engine.close();
    await ent.close();
  }
}
