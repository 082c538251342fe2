import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unpackSecret } from '../../main/engine/connectors/ent/secret.ts';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { postJson } from './reference-ent-client.ts';
import { temporaryFolder } from './synced-class.ts';

async function connect() {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const kept = memorySecrets();
  const given: string[] = [];
  const deleted: string[] = [];
  const engine = await createEngine({
    dataDirectory: join(directory, 'data'),
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: {
      ...kept,
      set: (key, secret) => {
        given.push(secret);
        return kept.set(key, secret);
      },
      delete: (key) => {
        deleted.push(key);
        return kept.delete(key);
      },
    },
  });
  onTestFinished(() => engine.close());
  await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  const secret = given.at(-1) ?? '';
  const device = engine.workspaces.current().account.device_id;
  const open = async () =>
    (
      await postJson(`${ent.url}/sync/v1/token`, {
        grant_type: 'refresh_token',
        refresh_token: unpackSecret(secret).refreshToken,
        device,
      })
    ).status;
  return { ent, engine, kept, deleted, open };
}

test('leaving an account ends its session at the ENT: what was kept of it opens nothing any more', async () => {
  const { engine, open } = await connect();
  expect(await open()).toBe(200);
  await engine.client.account.leave();
  await expect.poll(open, { timeout: 20_000 }).toBe(401);
});

test('an application that is closed right after leaving still tells the ENT', async () => {
  const { engine, open } = await connect();
  await engine.client.account.leave();
  await engine.close();
  expect(await open()).toBe(401);
});

test('leaving offline forgets the session here, and fails nobody', async () => {
  const { ent, engine, kept, deleted } = await connect();
  await ent.close();
  expect(await engine.client.account.leave()).toEqual({ waitingCount: 0 });
  expect(await kept.get(deleted[0] ?? '')).toBeNull();
  expect(await engine.client.account.state()).toMatchObject({ account: null });
  await engine.close();
});
