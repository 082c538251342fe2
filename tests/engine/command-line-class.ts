import { join } from 'node:path';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

/** A data directory that has pulled a class of three, with nobody at work in it and its ENT gone. */
export async function classOnDisk(): Promise<{
  readonly data: string;
  readonly assignmentId: string;
  readonly classGroupId: string;
  readonly classGroupName: string;
}> {
  const data = join(await temporaryFolder(), 'data');
  const engine = await createEngine({
    dataDirectory: data,
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
  });
  const ent = await startReferenceEnt({ directory: await temporaryFolder(), seed: 'empty' });
  const { assignmentId } = writeClass(ent, 3);
  const { url, login, password } = ent;
  await engine.client.account.connect({ url, login, password });
  await engine.client.sync.start();
  const [assignment] = await engine.client.grading.assignments({});
  const { classGroupId = '', classGroupName = '' } = assignment ?? {};
  await engine.close();
  await ent.close();
  return { data, assignmentId, classGroupId, classGroupName };
}
