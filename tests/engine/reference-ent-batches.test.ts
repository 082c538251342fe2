import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BatchReply } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import {
  commentOp,
  digestOf,
  enterClass,
  gradeOp,
  problemOf,
  sealed,
  sha256Of,
  signIn,
  startServer,
} from './reference-ent-client.ts';

async function classOf(count: number, options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  enterClass(server, count);
  return { server, client: await signIn(server) };
}

const outcomes = (reply: BatchReply) => reply.results.map(({ outcome }) => outcome);

describe('exactly once', () => {
  test('a batch sent twice takes effect once', async () => {
    const { server, client } = await classOf(35);
    const batch = client.batch(
      Array.from({ length: 35 }, (_, index) => gradeOp(`s${index + 1}`, 1000 + index)),
    );
    const bytes = sealed(batch);
    const first = (await (await client.postBatch(bytes)).json()) as BatchReply;
    const cursor = (await client.changes()).cursor;
    const second = (await (await client.postBatch(bytes)).json()) as BatchReply;
    expect(new Set(outcomes(first))).toEqual(new Set(['applied']));
    expect(new Set(outcomes(second))).toEqual(new Set(['duplicate']));
    expect(second.results.map(({ version }) => version)).toEqual(first.results.map(({ version }) => version));
    expect(server.store.count('grade')).toBe(35);
    expect(server.store.entities('grade').every(({ version }) => version === 1)).toBe(true);
    expect((await client.changes(cursor)).changes).toEqual([]);
  });

  test('a batch whose answer was never read is settled by sending the same bytes again', async () => {
    const { server, client } = await classOf(60);
    const batch = client.batch(Array.from({ length: 60 }, (_, index) => gradeOp(`s${index + 1}`, 1200)));
    const bytes = sealed(batch);
    const cut = new AbortController();
    const lost = client.send('/batches', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-digest': digestOf(bytes),
      },
      body: bytes,
      signal: cut.signal,
    });
    await expect.poll(() => server.store.ledgerCount()).toBeGreaterThan(0);
    cut.abort();
    await lost.catch(() => undefined);
    await expect.poll(async () => (await client.postBatch(bytes)).status).toBe(200);
    expect(server.store.count('grade')).toBe(60);
    expect(server.store.ledgerCount()).toBe(60);
    expect(server.store.entities('grade').every(({ version }) => version === 1)).toBe(true);
  });

  test('the same key while the batch is being answered is told to wait', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { client } = await classOf(60, { clock: { ...systemClock, sleep: () => held } });
    const bytes = sealed(
      client.batch(Array.from({ length: 60 }, (_, index) => gradeOp(`s${index + 1}`, 1200))),
    );
    const first = client.postBatch(bytes);
    await expect.poll(async () => (await client.policy()).last_batch_no).toBe(1);
    const second = await client.postBatch(bytes);
    expect(second.status).toBe(409);
    expect(second.headers.get('retry-after')).toBe('1');
    expect((await problemOf(second)).code).toBe('already-running');
    release();
    expect(outcomes((await (await first).json()) as BatchReply)).toHaveLength(60);
  });

  test('a key used again for other bytes is refused and changes nothing', async () => {
    const { server, client } = await classOf(1);
    const batch = client.batch([gradeOp('s1', 1200)]);
    await client.push(batch);
    const response = await client.postBatch(sealed({ ...batch, ops: [gradeOp('s1', 1500, { base: 1 })] }));
    expect(response.status).toBe(422);
    expect((await problemOf(response)).code).toBe('key-reused');
    expect(server.store.entities('grade')[0]?.body.points_x100).toBe(1200);
  });

  test('operations on one entity that do not stand in the order of seq are refused whole; others stand as they like', async () => {
    const { server, client } = await classOf(2);
    const [first, second, other] = [gradeOp('s1', 1200), gradeOp('s1', 1300), gradeOp('s2', 1400)];
    const built = { ...second, base_op: first.op };
    for (const ops of [
      [built, first],
      [first, other, { ...built, seq: first.seq }],
    ]) {
      const response = await client.postBatch(sealed(client.batch(ops)));
      expect([response.status, (await problemOf(response)).code]).toEqual([400, 'bad-request']);
    }
    expect([server.store.ledgerCount(), server.store.count('grade')]).toEqual([0, 0]);
    const reply = await client.push(client.batch([other, first, built]));
    expect(outcomes(reply)).toEqual(['applied', 'applied', 'applied']);
  });

  test('an operation that names a version and an operation as its base is refused with its whole batch', async () => {
    const { server, client } = await classOf(2);
    const first = gradeOp('s1', 1200);
    await client.push(client.batch([first]));
    const both = gradeOp('s1', 1300, { base: 1, base_op: first.op });
    const response = await client.postBatch(sealed(client.batch([gradeOp('s2', 1400), both])));
    expect([response.status, (await problemOf(response)).code]).toEqual([400, 'bad-request']);
    expect(server.store.entities('grade').map(({ id, body }) => [id, body.points_x100])).toEqual([
      ['s1', 1200],
    ]);
  });

  test('an operation known from another batch is a duplicate there too', async () => {
    const { client } = await classOf(1);
    const op = gradeOp('s1', 1200);
    await client.push(client.batch([op]));
    const reply = await client.push(client.batch([op]));
    expect(reply.results).toEqual([{ op: op.op, outcome: 'duplicate', version: 1 }]);
  });

  test('a batch number that was answered and forgotten is told so, and policy names the highest', async () => {
    const { client } = await classOf(1);
    await client.push(client.batch([gradeOp('s1', 1200)], { batch_no: 7 }));
    expect((await client.policy()).last_batch_no).toBe(7);
    const response = await client.postBatch(sealed(client.batch([gradeOp('s1', 1300)], { batch_no: 7 })));
    expect(response.status).toBe(409);
    expect((await problemOf(response)).code).toBe('already-answered');
    const other = await signIn(await startServer());
    expect((await other.policy()).last_batch_no).toBe(0);
  });

  test('the ledger is forgotten after 180 days, the batch number never', async () => {
    let now = Date.UTC(2026, 10, 24);
    const { server, client } = await classOf(1, { clock: { ...systemClock, now: () => now } });
    const bytes = sealed(client.batch([gradeOp('s1', 1200)]));
    await client.postBatch(bytes);
    await server.close();
    now += 181 * 86_400_000;
    const again = await startServer({
      directory: server.directory,
      clock: { ...systemClock, now: () => now },
    });
    const later = await signIn(again, client.device);
    const response = await later.postBatch(bytes);
    expect([response.status, (await problemOf(response)).code]).toEqual([409, 'already-answered']);
    expect(again.store.entities('grade')[0]?.version).toBe(1);
  });

  test('bytes that do not have the digest announced are not looked at', async () => {
    const { server, client } = await classOf(1);
    const bytes = sealed(client.batch([gradeOp('s1', 1200)]));
    const response = await client.postBatch(bytes, {
      'content-digest': digestOf(Buffer.from('other bytes')),
    });
    expect([response.status, (await problemOf(response)).code]).toEqual([422, 'digest-mismatch']);
    expect(server.store.count('grade')).toBe(0);
  });
});

describe('each operation by itself', () => {
  test('a grade above the maximum is refused and the others of the batch pass', async () => {
    const { server, client } = await classOf(3);
    const reply = await client.push(
      client.batch([gradeOp('s1', 1200), gradeOp('s2', 2001), gradeOp('s3', 2000)]),
    );
    expect(outcomes(reply)).toEqual(['applied', 'refused', 'applied']);
    expect(reply.results[1]?.code).toBe('out-of-range');
    expect(server.store.entities('grade').map(({ id }) => id)).toEqual(['s1', 's3']);
  });

  test('an older base is a conflict that carries the value of the ENT', async () => {
    const { server, client } = await classOf(1);
    await client.push(client.batch([gradeOp('s1', 1200)]));
    server.editOnTheWeb([{ entity: 'grade', id: 's1', body: { submission_id: 's1', points_x100: 1450 } }], {
      by: 'Paul Roche',
    });
    const reply = await client.push(client.batch([gradeOp('s1', 1300, { base: 1 })]));
    expect(reply.results[0]).toMatchObject({
      outcome: 'conflict',
      current: { entity: 'grade', id: 's1', version: 2, by: 'Paul Roche', body: { points_x100: 1450 } },
    });
    expect(server.store.entities('grade')[0]?.body.points_x100).toBe(1450);
    const settled = await client.push(client.batch([gradeOp('s1', 1300, { base: 2 })]));
    expect(settled.results[0]).toMatchObject({ outcome: 'applied', version: 3 });
  });

  test('the same value from both sides is unchanged, whatever the base', async () => {
    const { client } = await classOf(1);
    await client.push(client.batch([gradeOp('s1', 1200)]));
    const reply = await client.push(client.batch([gradeOp('s1', 1200)]));
    expect(reply.results[0]).toMatchObject({ outcome: 'unchanged', version: 1 });
  });

  test('two devices that grade one copy meet in one grade', async () => {
    const { server, client } = await classOf(1);
    const other = await signIn(server);
    await client.push(client.batch([gradeOp('s1', 1200)]));
    expect(outcomes(await other.push(other.batch([gradeOp('s1', 1500)])))).toEqual(['conflict']);
    expect(server.store.count('grade')).toBe(1);
  });

  test('an edit built on an earlier operation of the same batch passes', async () => {
    const { server, client } = await classOf(1);
    const first = gradeOp('s1', 1200);
    const reply = await client.push(client.batch([first, gradeOp('s1', 1250, { base_op: first.op })]));
    expect(reply.results.map(({ version }) => version)).toEqual([1, 2]);
    expect(server.store.entities('grade')[0]?.body.points_x100).toBe(1250);
  });

  test('an edit built on an operation that failed is a conflict, or a new entity where there is none', async () => {
    const { client } = await classOf(2);
    const failed = gradeOp('s1', 2001);
    const reply = await client.push(client.batch([failed, gradeOp('s1', 1900, { base_op: failed.op })]));
    expect(outcomes(reply)).toEqual(['refused', 'applied']);
    const conflict = await client.push(client.batch([gradeOp('s1', 1000, { base_op: failed.op })]));
    expect(outcomes(conflict)).toEqual(['conflict']);
  });

  test('a closed period is locked for grades and comments', async () => {
    const { server, client } = await classOf(1);
    const closed = { label: '1er trimestre', starts_at: 0, ends_at: 1, is_closed: true };
    server.editOnTheWeb([{ entity: 'period', id: 'p1', body: closed }]);
    const reply = await client.push(client.batch([gradeOp('s1', 1200), commentOp('s1', 'Bien.')]));
    expect(reply.results.map(({ code }) => code)).toEqual(['locked', 'locked']);
  });

  test('a late copy of a refused batch does not do what its sender was told had been refused', async () => {
    const { server, client } = await classOf(1);
    const period = { label: '1er trimestre', starts_at: 0, ends_at: 1 };
    server.editOnTheWeb([{ entity: 'period', id: 'p1', body: { ...period, is_closed: true } }]);
    const op = gradeOp('s1', 1200);
    const bytes = sealed(client.batch([op]));
    await client.postBatch(bytes);
    server.editOnTheWeb([{ entity: 'period', id: 'p1', body: { ...period, is_closed: false } }]);
    const late = (await (await client.postBatch(bytes)).json()) as BatchReply;
    expect(late.results).toEqual([{ op: op.op, outcome: 'refused', code: 'locked' }]);
    expect(outcomes(await client.push(client.batch([op])))).toEqual(['applied']);
  });

  test('what names an unknown submission or class is refused as not found, an unfit value as invalid', async () => {
    const { client } = await classOf(1);
    const homework = { lesson_id: null, class_group_id: 'nowhere', text: 'Exercice 12', due_at: 0 };
    const reply = await client.push(
      client.batch([
        gradeOp('nobody', 1200),
        gradeOp('s1', 1200, { value: { submission_id: 's1', points_x100: 12.5 } }),
        gradeOp('s1', 1200, { id: 'another-id' }),
        { op: randomUUID(), seq: 90, entity: 'homework', id: 'h1', kind: 'put', value: homework },
        gradeOp('s1', 1200, { kind: 'delete', value: null }),
      ]),
    );
    expect(reply.results.map(({ code }) => code)).toEqual([
      'not-found',
      'invalid',
      'invalid',
      'not-found',
      'not-found',
    ]);
  });

  test('a comment of another teacher cannot be changed', async () => {
    const { server, client } = await classOf(1);
    const body = { submission_id: 's1', text: 'Vu en conseil de classe.' };
    server.editOnTheWeb([{ entity: 'comment', id: 'comment-of-s1', body }], {
      by: 'Paul Roche',
      byId: 'roche',
    });
    const reply = await client.push(client.batch([commentOp('s1', 'Autre chose.', { base: 1 })]));
    expect(reply.results[0]?.code).toBe('no-right');
  });

  test('a file is linked only once its bytes are there', async () => {
    const { server, client } = await classOf(1);
    const bytes = Buffer.from('copie annotée');
    const file = {
      id: 'f1',
      name: 'copie.pdf',
      sha256: sha256Of(bytes),
      bytes: bytes.length,
      media_type: 'application/pdf',
    };
    const op = {
      op: randomUUID(),
      seq: 91,
      entity: 'feedback',
      id: 'fb1',
      kind: 'put',
      value: { submission_id: 's1', file },
    } as const;
    const early = await client.push(client.batch([op]));
    expect(early.results[0]?.code).toBe('blob-missing');
    await client.putBlob(bytes);
    // The same operation in a new batch: it had no effect yet, so it may have one now.
    expect(outcomes(await client.push(client.batch([op])))).toEqual(['applied']);
    expect(server.store.count('feedback')).toBe(1);
  });

  test('a deletion leaves a tombstone, is not repeated, and can be taken back', async () => {
    const { server, client } = await classOf(1);
    await client.push(client.batch([commentOp('s1', 'Bien.')]));
    const gone = await client.push(
      client.batch([commentOp('s1', '', { kind: 'delete', value: null, base: 1 })]),
    );
    expect(gone.results[0]).toMatchObject({ outcome: 'applied', version: 2 });
    const last = (await client.changes()).changes.at(-1);
    expect(last).toMatchObject({ entity: 'comment', version: 2, deleted: true, body: null });
    const repeated = await client.push(
      client.batch([commentOp('s1', '', { kind: 'delete', value: null, base: 1 })]),
    );
    expect(repeated.results[0]).toMatchObject({ outcome: 'unchanged', version: 2 });
    const back = await client.push(client.batch([commentOp('s1', 'Bien.', { base: 2 })]));
    expect(back.results[0]).toMatchObject({ outcome: 'applied', version: 3 });
    expect(server.store.count('comment')).toBe(1);
  });

  test('after a restored backup an edit made on a later version is taken, and versions never go back', async () => {
    const { client } = await classOf(1);
    const reply = await client.push(client.batch([gradeOp('s1', 1200, { base: 5 })]));
    expect(reply.results[0]).toMatchObject({ outcome: 'applied', version: 6 });
  });

  test('fields that this version does not know are kept', async () => {
    const { server, client } = await classOf(1);
    await client.push(
      client.batch([
        gradeOp('s1', 1200, { value: { submission_id: 's1', points_x100: 1200, from_the_future: true } }),
      ]),
    );
    expect(server.store.entities('grade')[0]?.body).toMatchObject({ from_the_future: true });
  });
});

describe('groups', () => {
  test('members of a group pass together', async () => {
    const { server, client } = await classOf(2);
    const reply = await client.push(
      client.batch([gradeOp('s1', 1200, { group: 'g' }), gradeOp('s2', 1300, { group: 'g' })]),
    );
    expect(outcomes(reply)).toEqual(['applied', 'applied']);
    expect(server.store.count('grade')).toBe(2);
  });

  test('one bad member holds its group back, and nothing else', async () => {
    const { server, client } = await classOf(4);
    const batch = client.batch([
      gradeOp('s1', 1200, { group: 'g' }),
      gradeOp('s2', 2001, { group: 'g' }),
      gradeOp('s3', 1300, { group: 'g' }),
      gradeOp('s4', 1400),
    ]);
    const reply = await client.push(batch);
    expect(reply.results.map(({ code }) => code)).toEqual([
      'group-failed',
      'out-of-range',
      'group-failed',
      undefined,
    ]);
    expect(server.store.entities('grade').map(({ id }) => id)).toEqual(['s4']);
    const again = await client.push(batch);
    expect(outcomes(again)).toEqual(['refused', 'refused', 'refused', 'duplicate']);
  });

  test('members that do not follow one another are refused, because their order could not be kept', async () => {
    const { client } = await classOf(3);
    const ops = [
      gradeOp('s1', 1200, { group: 'g' }),
      gradeOp('s2', 1300),
      gradeOp('s3', 1300, { group: 'g' }),
    ];
    expect((await client.postBatch(sealed(client.batch(ops)))).status).toBe(400);
  });
});

describe('the page of changes in the answer', () => {
  test('the reply carries what others changed and leaves out what this batch changed, also when it is sent again', async () => {
    const { server, client } = await classOf(2);
    const { cursor } = await client.changes();
    server.editOnTheWeb([{ entity: 'subject', id: 'math', body: { name: 'Maths' } }]);
    const batch = client.batch([gradeOp('s1', 1200), gradeOp('s2', 1300)], { since: cursor });
    const reply = await client.push(batch);
    expect(reply.changes.map(({ entity }) => entity)).toEqual(['subject']);
    expect(reply.more).toBe(false);
    expect((await client.push(batch)).changes.map(({ entity }) => entity)).toEqual(['subject']);
    const idle = await client.send(`/changes?cursor=${reply.cursor}`, {
      headers: { 'if-none-match': `"${reply.cursor}"` },
    });
    expect(idle.status).toBe(304);
  });

  test('an expired cursor stops the batch before anything is looked at', async () => {
    const { server, client } = await classOf(1);
    const response = await client.postBatch(
      sealed(client.batch([gradeOp('s1', 1200)], { since: 'c1-00000000-1' })),
    );
    expect([response.status, (await problemOf(response)).code]).toEqual([410, 'cursor-expired']);
    expect(server.store.count('grade')).toBe(0);
  });

  test('the pause that the operator asks for is in the answer', async () => {
    const { client } = await classOf(1, { overrides: { backoff_s: 120 } });
    expect((await client.push(client.batch([gradeOp('s1', 1200)]))).backoff_s).toBe(120);
  });
});
