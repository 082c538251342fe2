import { randomBytes } from 'node:crypto';
import { type Batch, type BatchReply, batchReply, bundleReply } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import { frameOf, hashOf, missing, sendBundle } from './document-checks.ts';
import { expectEqual, expectFit, Mismatch } from './expectations.ts';
import type { Notebook } from './notebook.ts';
import { onLessons } from './on-lessons.ts';
import type { Reply } from './reply.ts';
import type { Target } from './target.ts';

/** However much a policy allows, a suite is no load test. */
const MOST_BYTES = 8_000_000;
const MOST_OPERATIONS = 2000;
/** Of a class's copies in a bundle. */
const DOCUMENTS = 3;

export const sizeChecks: readonly Check[] = group('As much as the policy allows', [
  onLessons('a batch of as many operations as it names is looked at whole', 1, async (parts) => {
    const { target, notebook, ids, since } = parts;
    const [id = ''] = ids;
    const { ops: most, batch_bytes } = target.policy.limits;
    const bytesEach = JSON.stringify(notebook.remove(`${id}-no`, 1)).length + 20;
    const count = Math.min(most, MOST_OPERATIONS, Math.floor(batch_bytes / bytesEach) - 2);
    // Of lessons that are not there: each is refused by itself, and none is left behind.
    const others = Array.from({ length: count - 1 }, (_, index) => notebook.remove(`${id}-${index}`, 1));
    const reply = await notebook.post(notebook.batch([...others, notebook.put(id, 'Conformance')]));
    const { results } = expectTaken(reply, `${count} operations`);
    expectEqual('results', results.length, count);
    expectEqual('outcome of the last', results.at(-1)?.outcome, 'applied');
    expectEqual('title in the feed', (await notebook.read(id, since))?.body?.title, 'Conformance');
  }),
  onLessons('a batch of as many bytes as it names is looked at, packed or not', 2, async (parts) => {
    const { target, notebook, ids } = parts;
    for (const [index, isPacked] of [false, true].entries()) {
      if (isPacked && !target.takesGzip) continue;
      const batch = fullBatch(notebook, ids[index] ?? '', target);
      const reply = await notebook.post(batch, {}, isPacked);
      const { results } = expectTaken(reply, `${JSON.stringify(batch).length} bytes`);
      expectEqual('outcomes', [results[0]?.outcome, results[1]?.outcome], ['refused', 'applied']);
    }
  }),
  {
    name: 'a bundle of as many bytes as it names is stored',
    isWriting: true,
    async run(target) {
      const { bundle_bytes, bundle_files, blob_bytes } = target.policy.limits;
      const count = Math.min(DOCUMENTS, bundle_files);
      const each = Math.floor(Math.min(bundle_bytes, MOST_BYTES) / count);
      const documents = Array.from({ length: count }, () => randomBytes(Math.min(each, blob_bytes)));
      const reply = await sendBundle(target, Buffer.concat(documents.map(frameOf)));
      const { results } = expectFit(reply, bundleReply);
      const outcomes = results.map(({ outcome }) => outcome);
      expectEqual(
        'outcomes',
        outcomes,
        documents.map(() => 'stored'),
      );
      const blobs = documents.map((bytes) => ({ sha256: hashOf(bytes), bytes: bytes.length }));
      expectEqual('missing', await missing(target, blobs), []);
    },
  },
]);

/** To the last byte what the policy names: a lesson of a class that is not there, which is not kept, and one that is right. */
function fullBatch(notebook: Notebook, id: string, target: Target): Batch {
  const most = Math.min(target.policy.limits.batch_bytes, MOST_BYTES);
  const lost = notebook.put(`${id}-lost`, 'Conformance');
  const value = { ...lost.value, class_group_id: `${id}-nowhere`, conformance: '' };
  const batch = notebook.batch([{ ...lost, value }, notebook.put(id, 'Conformance')]);
  const missingBytes = most - JSON.stringify(batch).length;
  value.conformance = randomBytes(Math.ceil(missingBytes / 2))
    .toString('hex')
    .slice(0, missingBytes);
  return batch;
}

function expectTaken(reply: Reply, what: string): BatchReply {
  if (reply.status !== 200)
    throw new Mismatch(`${what}, as the policy allows, answered by 200`, `${reply.status}`);
  return expectFit(reply, batchReply);
}
