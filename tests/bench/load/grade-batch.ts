import { randomUUID } from 'node:crypto';
import { sealed } from '../../engine/reference-ent-client.ts';
import { hashOf } from '../../faults/classroom.ts';

/** A sealed batch with a grade and a comment for each submission, made on no version: whoever sends it wants no more than load. */
export function gradeBatch(what: {
  deviceId: string;
  datasetId: string;
  batchNo: number;
  submissionIds: readonly string[];
}) {
  const values = what.submissionIds.flatMap((submissionId) => [
    { entity: 'grade', id: submissionId, value: { submission_id: submissionId, points_x100: 1200 } },
    {
      entity: 'comment',
      id: `comment-${what.deviceId}-${submissionId}`,
      value: { submission_id: submissionId, text: 'Un travail soigné.' },
    },
  ]);
  const batch = {
    batch: randomUUID(),
    batch_no: what.batchNo,
    device: what.deviceId,
    dataset_id: what.datasetId,
    schema: 1,
    since: null,
    ops: values.map((value, index) => ({
      op: randomUUID(),
      seq: what.batchNo * 100 + index,
      kind: 'put',
      ...value,
    })),
  };
  const body = sealed(batch);
  return { batchId: batch.batch, body, sha256: hashOf(body) };
}
