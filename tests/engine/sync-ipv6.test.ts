import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { documentOf, handIn, noise, putAtEnt } from './class-documents.ts';
import { openEngine, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

/** A machine on which IPv6 is turned off has the same promise by the other protocol. */
const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);

test('a class is synced with an ENT that is known by an IPv6 address, documents and all', async () => {
  const directory = await temporaryFolder();
  const host = hasIpv6 ? '::1' : '127.0.0.1';
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty', host });
  onTestFinished(() => ent.close());
  expect(new URL(ent.url).hostname).toBe(hasIpv6 ? '[::1]' : host);
  const { submissionIds } = writeClass(ent, 2);
  const copy = documentOf(noise(50_000, 1));
  await putAtEnt(ent, directory, [copy]);
  handIn(ent, submissionIds.slice(0, 1), [copy]);
  const engine = await openEngine(join(directory, 'data'));
  await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  const submissionId = submissionIds[1] ?? '';
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1250 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(ent.store.entities('grade')).toMatchObject([{ id: submissionId, body: { points_x100: 1250 } }]);
});
