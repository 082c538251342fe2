import { expect, test } from 'vitest';
import { openSyncedClass } from './synced-class.ts';

const TEXT = { id: 'a', content: { type: 'paragraph', content: [{ type: 'text', text: 'Sujet' }] } };

test('a document that its teacher keeps from now on goes from the ENT though somebody renamed it there meanwhile', async () => {
  const { engine, ent, document } = await openSyncedClass(1);
  const { lessons, sync } = engine.client;
  const startsAt = Date.now() + 86_400_000;
  const { id: lessonId } = await lessons.save({
    classGroupId: 'class-1',
    title: 'Ondes',
    startsAt,
    blocks: [TEXT],
  });
  const path = await document('bareme.txt', 'le barème');
  const { id, document: file } = await lessons.attach({ lessonId, path });
  await sync.start();
  expect(ent.store.count('resource')).toBe(1);
  await lessons.setForTeacher({ resourceId: id, isForTeacher: true });
  const { id: fileId, sha256, sizeBytes: bytes, mediaType: media_type } = file;
  const renamed = { id: fileId, name: 'barème.txt', sha256, bytes, media_type };
  ent.editOnTheWeb([{ entity: 'resource', id, body: { lesson_id: lessonId, file: renamed } }]);
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
  expect([ent.store.count('resource'), await sync.waiting()]).toEqual([0, []]);
  const { resources } = await lessons.get({ lessonId });
  expect(resources).toMatchObject([{ id, isForTeacher: true, document: { name: 'barème.txt' } }]);
});
