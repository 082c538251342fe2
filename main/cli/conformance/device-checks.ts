import { randomUUID } from 'node:crypto';
import { batchReply, policy as policySchema } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import { expectEqual, expectFit } from './expectations.ts';
import { onLessons } from './on-lessons.ts';
import type { Target } from './target.ts';

type Headers = Readonly<Record<string, string>>;

/** Another computer of the same teacher's, for as long as a check takes. */
async function onAnotherDevice(
  target: Target,
  check: (device: string, headers: Headers) => Promise<void>,
): Promise<void> {
  const device = `another-${randomUUID()}`;
  const { access_token: token } = await target.openSession(device);
  try {
    await check(device, { authorization: `Bearer ${token}`, 'cartable-device': device });
  } finally {
    await target.sendOpenly('/revoke', { method: 'POST', json: { token } });
  }
}

async function lastBatchNo(target: Target, headers: Headers = {}): Promise<number> {
  return expectFit(await target.send('/policy', { headers }), policySchema).last_batch_no;
}

/** A client whose ENT tells it of more batches than it sealed takes itself for a copy, and begins again as a new device. */
export const deviceChecks: readonly Check[] = group('Several devices of one teacher', [
  {
    name: 'one that has sent no batch is told that its last number is 0',
    async run(target) {
      await onAnotherDevice(target, async (_device, headers) => {
        expectEqual('last_batch_no', await lastBatchNo(target, headers), 0);
      });
    },
  },
  onLessons(
    'each counts its own batches, from 1 on, whatever the others have sent',
    2,
    async ({ target, notebook, ids }) => {
      const [here = '', there = ''] = ids;
      const batch = notebook.batch([notebook.put(here, 'Conformance')]);
      expectFit(await notebook.post(batch), batchReply);
      expectEqual('last_batch_no', await lastBatchNo(target), batch.batch_no);
      await onAnotherDevice(target, async (device, headers) => {
        expectEqual('last_batch_no before its first batch', await lastBatchNo(target, headers), 0);
        const first = notebook.batch([notebook.put(there, 'Conformance')], { device, batch_no: 1 });
        const { results } = expectFit(await notebook.post(first, headers), batchReply);
        expectEqual('outcome', results[0]?.outcome, 'applied');
        expectEqual('last_batch_no after it', await lastBatchNo(target, headers), 1);
      });
      expectEqual('last_batch_no, as before', await lastBatchNo(target), batch.batch_no);
    },
  ),
]);
