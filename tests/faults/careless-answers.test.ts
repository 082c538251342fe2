import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Batch, BatchReply, ChangesFetchReply } from '../../main/engine/connectors/ent/wire.ts';
import { openModelDevice } from './model-device.ts';
import type { Device } from './simulation/device.ts';

/** Answers that are well formed, and leave something out or say nothing. */

function compareNext(device: Device): void {
  device.db.prepare("UPDATE sync_state SET cursor = NULL, comparison = 'versions'").run();
}

test('what is asked for after a comparison, and not spoken of in the answer, comes all the same', async () => {
  const { ent, device, weather } = await openModelDevice();
  compareNext(device);
  for (const id of ['copy-0', 'copy-1'])
    ent.write('grade', id, { submission_id: id, points_x100: 900 }, 'colleague');
  const carry = weather.carry.bind(weather);
  weather.carry = async (caller, name, act) => {
    const answer = await carry(caller, name, act);
    if (name !== 'changes/fetch') return answer;
    const reply = answer as ChangesFetchReply;
    return { ...reply, changes: reply.changes.filter(({ id }) => id !== 'copy-1') } as typeof answer;
  };
  for (let session = 0; session < 2; session += 1) expect(await device.synchronise()).toBe('done');
  expect([device.grade('copy-0'), device.grade('copy-1')]).toEqual([900, 900]);
});

test('what the ENT knows nothing of is told once, however often everything is compared', async () => {
  const { ent, device } = await openModelDevice();
  device.saveGrade('copy-0', 1200);
  await device.synchronise();
  const kept = ent.snapshot();
  kept.records.delete('grade copy-0');
  ent.restore(kept);
  compareNext(device);
  await device.synchronise();
  expect(device.sync.notices().unknownToEnt).toEqual([{ kind: 'grade', count: 1 }]);
  device.sync.dismissUnknown();
  compareNext(device);
  await device.synchronise();
  expect(device.sync.notices().unknownToEnt).toEqual([]);
});

test.each(['grade copy-0', 'lesson lesson-0'])(
  'an edit of %s to which the ENT answers with the very value that it was made on is shown, and not sent for ever',
  async (key) => {
    const { ent, device } = await openModelDevice();
    device.saveGrade('copy-0', 1000);
    await device.synchronise();
    const take = ent.take.bind(ent);
    let batches = 0;
    ent.take = (sealed, stopBefore) => {
      const batch = JSON.parse(gunzipSync(sealed.body).toString()) as Batch;
      if (!batch.ops.some(({ entity, id }) => `${entity} ${id}` === key)) return take(sealed, stopBefore);
      batches += 1;
      const { entity = '', id = '', version = 0, body = null, by = '' } = ent.record(key) ?? {};
      const current = { entity, id, version, by, at: 1, body };
      const reply: BatchReply = {
        results: batch.ops.map(({ op }) => ({ op, outcome: 'conflict', current })),
        changes: [],
        cursor: null,
        more: false,
      };
      return reply;
    };
    if (key.startsWith('grade')) device.saveGrade('copy-0', 1200);
    else device.writeLesson('lesson-0', 'mot', false);
    for (let session = 0; session < 8; session += 1) await device.synchronise();
    expect(device.waiting()).toMatchObject([{ state: 'parked', last_code: 'unsettled' }]);
    expect(batches).toBeLessThanOrEqual(6);
  },
);
