import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Failpoint } from '../../main/engine/platform/failpoint.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import type { EngineClient } from '../../preload/contract/index.ts';
import { temporaryFolder } from '../engine/synced-class.ts';
import { startEngineProcess } from './engine-process.ts';
import { makeTemplate, openEngine } from './failpoint-template.ts';

/** Lets an engine process die at a failpoint, in the middle of what it is asked. */
async function dieWhile(
  directory: string,
  secrets: Map<string, string>,
  name: Failpoint,
  work: (client: EngineClient) => Promise<unknown>,
): Promise<void> {
  const child = nodeProcesses().fork('engine', { env: { CARTABLE_FAILPOINT: name } });
  const died = new Promise((resolve) => child.onExit(resolve));
  try {
    const engine = await startEngineProcess(join(directory, 'data'), secrets, child);
    void work(engine.client).catch(() => undefined);
    expect(await died).toMatchObject({ signal: 'SIGKILL' });
  } finally {
    child.kill();
  }
}

/** What waits, what can be put back, and the comment that the screen shows. */
async function look(directory: string, secrets: Map<string, string>, submissionId: string) {
  const engine = await openEngine(directory, secrets);
  try {
    const { comments } = await engine.client.grading.submission({ submissionId });
    return {
      waiting: await engine.client.sync.waiting(),
      takenBack: await engine.client.sync.takenBack(),
      texts: comments.map(({ text }) => text),
    };
  } finally {
    await engine.close();
  }
}

test('an engine killed while an edit is taken back, or put back, has done all of it or nothing: no word is lost', async () => {
  const { directory, secrets: kept, submissionIds } = await makeTemplate(await temporaryFolder());
  const secrets = new Map(kept);
  const [, , , , , , , , , , , submissionId = ''] = submissionIds;
  const first = await openEngine(directory, secrets);
  await first.client.grading.saveComment({ submissionId, text: 'Bien, mais relire.' });
  await first.close();
  const written = await look(directory, secrets, submissionId);
  expect(written).toMatchObject({ takenBack: [], texts: ['Bien, mais relire.'] });
  const opId = written.waiting.at(-1)?.opId ?? '';

  await dieWhile(directory, secrets, 'edit-half-taken-back', (client) => client.sync.takeBack({ opId }));
  expect(await look(directory, secrets, submissionId)).toEqual(written);

  const second = await openEngine(directory, secrets);
  const taken = await second.client.sync.takeBack({ opId });
  await second.close();
  const without = await look(directory, secrets, submissionId);
  expect(without).toMatchObject({ takenBack: [{ id: taken.takenBackIds[0] }], texts: [] });
  expect(without.waiting).toHaveLength(written.waiting.length - 1);

  await dieWhile(directory, secrets, 'edit-half-put-back', (client) => client.sync.putBack(taken));
  expect(await look(directory, secrets, submissionId)).toEqual(without);

  const third = await openEngine(directory, secrets);
  await third.client.sync.putBack(taken);
  await third.close();
  expect(await look(directory, secrets, submissionId)).toEqual(written);
});
