import { randomUUID } from 'node:crypto';
import { batchReply, changesPage, policy as policySchema } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import {
  expectEqual,
  expectFit,
  expectHeader,
  expectProblem,
  expectStatus,
  expectThat,
  KeyTooSmall,
} from './expectations.ts';
import { onLessons } from './on-lessons.ts';
import { RETRY_AFTER } from './target.ts';

const once = group('Exactly once', [
  onLessons(
    'the same bytes again are duplicates, and change nothing',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const batch = notebook.batch([notebook.put(id, 'Conformance')]);
      const first = expectFit(await notebook.post(batch), batchReply);
      const second = expectFit(await notebook.post(batch), batchReply);
      expectEqual(
        'outcomes',
        [first, second].map(({ results }) => results[0]?.outcome),
        ['applied', 'duplicate'],
      );
      expectEqual('version of a duplicate', second.results[0]?.version, first.results[0]?.version);
      expectEqual(
        'version in the feed',
        (await notebook.read(id, since))?.version,
        first.results[0]?.version,
      );
    },
  ),
  onLessons(
    'two requests with the same bytes at once take effect once',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const batch = notebook.batch([notebook.put(id, 'Conformance')]);
      const replies = await Promise.all([notebook.post(batch), notebook.post(batch), notebook.post(batch)]);
      for (const reply of replies) {
        if (reply.status === 200) continue;
        expectProblem(reply, [409, 'already-running']);
        expectHeader(reply, 'retry-after', RETRY_AFTER);
      }
      const taken = replies.filter(({ status }) => status === 200);
      const results = taken.flatMap((reply) => expectFit(reply, batchReply).results);
      const outcomes = results.map(({ outcome }) => outcome).toSorted();
      expectEqual('outcomes', outcomes, ['applied', ...outcomes.slice(1).fill('duplicate')]);
      const version = (await notebook.read(id, since))?.version;
      for (const result of results) expectEqual('version in the feed', version, result.version);
    },
  ),
  onLessons(
    'an operation known from another batch is a duplicate there too',
    1,
    async ({ notebook, ids }) => {
      const op = notebook.put(ids[0] ?? '', 'Conformance');
      await notebook.push([op]);
      expectEqual('outcome', (await notebook.push([op])).results[0]?.outcome, 'duplicate');
    },
  ),
  onLessons(
    'the name of a batch with other bytes is 422 key-reused, and nothing is done',
    2,
    async (parts) => {
      const { notebook, ids, since } = parts;
      const batch = notebook.batch([notebook.put(ids[0] ?? '', 'Conformance')]);
      expectStatus(await notebook.post(batch), 200);
      const other = { ...batch, ops: [notebook.put(ids[1] ?? '', 'Conformance')] };
      expectProblem(await notebook.post(other), [422, 'key-reused']);
      expectEqual('the other lesson', await notebook.read(ids[1] ?? '', since), null);
    },
  ),
  onLessons(
    'a batch number that is not above the last is 409 already-answered',
    2,
    async ({ notebook, ids, since }) => {
      const batch = notebook.batch([notebook.put(ids[0] ?? '', 'Conformance')]);
      expectStatus(await notebook.post(batch), 200);
      const late = notebook.batch([notebook.put(ids[1] ?? '', 'Conformance')], { batch_no: batch.batch_no });
      expectProblem(await notebook.post(late), [409, 'already-answered']);
      expectEqual('the other lesson', await notebook.read(ids[1] ?? '', since), null);
    },
  ),
  onLessons(
    'the policy names the highest batch number of the device',
    1,
    async ({ target, notebook, ids }) => {
      const batch = notebook.batch([notebook.put(ids[0] ?? '', 'Conformance')]);
      expectStatus(await notebook.post(batch), 200);
      const policy = expectFit(await target.send('/policy'), policySchema);
      expectEqual('last_batch_no', policy.last_batch_no, batch.batch_no);
    },
  ),
]);

const lost = group('No lost update', [
  onLessons(
    'an edit of an older version is a conflict with the ENT’s value',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const version = (await notebook.push([notebook.put(id, 'First')])).results[0]?.version;
      await notebook.push([notebook.put(id, 'Second', { base: version })]);
      const [late] = (await notebook.push([notebook.put(id, 'Late', { base: version })])).results;
      expectEqual('outcome', late?.outcome, 'conflict');
      expectEqual('title of the value', late?.current?.body?.title, 'Second');
      expectEqual('title in the feed', (await notebook.read(id, since))?.body?.title, 'Second');
    },
  ),
  onLessons('an edit that names no base of what exists is a conflict', 1, async ({ notebook, ids }) => {
    const [id = ''] = ids;
    await notebook.push([notebook.put(id, 'First')]);
    const [again] = (await notebook.push([notebook.put(id, 'Again')])).results;
    expectEqual('outcome', again?.outcome, 'conflict');
  }),
  onLessons('the same value from another base is unchanged', 1, async ({ notebook, ids }) => {
    const [id = ''] = ids;
    const version = (await notebook.push([notebook.put(id, 'Same')])).results[0]?.version;
    const [again] = (await notebook.push([notebook.put(id, 'Same')])).results;
    expectEqual('outcome and version', [again?.outcome, again?.version], ['unchanged', version]);
  }),
  onLessons(
    'an edit built on an earlier operation passes, in their order',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const first = notebook.put(id, 'First');
      const { results } = await notebook.push([first, notebook.put(id, 'Second', { base_op: first.op })]);
      expectEqual(
        'outcomes',
        results.map(({ outcome }) => outcome),
        ['applied', 'applied'],
      );
      expectEqual('title in the feed', (await notebook.read(id, since))?.body?.title, 'Second');
    },
  ),
  onLessons(
    'operations on one entity out of the order of seq are 400 bad-request, and none of them is done',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const first = notebook.put(id, 'First');
      const second = notebook.put(id, 'Second', { base_op: first.op });
      expectProblem(await notebook.post(notebook.batch([second, first])), [400, 'bad-request']);
      expectEqual('the lesson', await notebook.read(id, since), null);
    },
  ),
  onLessons(
    'an operation that names both base and base_op is 400 bad-request, and is not done',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const first = notebook.put(id, 'First');
      const version = (await notebook.push([first])).results[0]?.version;
      const both = notebook.put(id, 'Both', { base: version, base_op: first.op });
      expectProblem(await notebook.post(notebook.batch([both])), [400, 'bad-request']);
      expectEqual('title in the feed', (await notebook.read(id, since))?.body?.title, 'First');
    },
  ),
  onLessons(
    'who wrote an edit is told with it, by name and by account, in the feed and in a conflict',
    1,
    async ({ target, notebook, ids, since }) => {
      const [id = ''] = ids;
      if (target.token === null) throw new KeyTooSmall('only an access token was given');
      await notebook.push([notebook.put(id, 'First')]);
      const [late] = (await notebook.push([notebook.put(id, 'Late')])).results;
      for (const change of [await notebook.read(id, since), late?.current]) {
        expectEqual('by_id', change?.by_id, target.token.account.id);
        expectThat((change?.by ?? '') !== '', 'a name in `by`', 'none');
      }
    },
  ),
  onLessons('a deletion is told by the feed as one', 1, async ({ notebook, ids, since }) => {
    const [id = ''] = ids;
    const version = (await notebook.push([notebook.put(id, 'Short-lived')])).results[0]?.version ?? 0;
    expectEqual(
      'outcome',
      (await notebook.push([notebook.remove(id, version)])).results[0]?.outcome,
      'applied',
    );
    const change = await notebook.read(id, since);
    expectEqual('deleted and body', [change?.deleted, change?.body], [true, null]);
  }),
]);

const alone = group('Each operation by itself', [
  onLessons('one that is refused holds back no other', 2, async ({ notebook, ids, since }) => {
    const [good = '', bad = ''] = ids;
    const { results } = await notebook.push([
      notebook.put(bad, 'Conformance', { value: { title: 'no class' } }),
      notebook.put(good, 'Conformance'),
    ]);
    expectEqual(
      'outcomes',
      results.map(({ outcome }) => outcome),
      ['refused', 'applied'],
    );
    expectEqual('the refused one', await notebook.read(bad, since), null);
  }),
  onLessons('the members of a group pass or fail together', 3, async ({ notebook, ids, since }) => {
    const [first = '', second = '', other = ''] = ids;
    const group = randomUUID();
    const { results } = await notebook.push([
      notebook.put(first, 'Conformance', { group }),
      notebook.put(second, 'Conformance', { group, value: { title: 'no class' } }),
      notebook.put(other, 'Conformance'),
    ]);
    expectEqual(
      'outcomes',
      results.map(({ outcome }) => outcome),
      ['refused', 'refused', 'applied'],
    );
    expectEqual('code of what would have passed', results[0]?.code, 'group-failed');
    expectEqual('its lesson', await notebook.read(first, since), null);
  }),
]);

const whole = group('Batches that are not looked at', [
  onLessons('from another device: 403 no-right', 1, async ({ notebook, ids, since }) => {
    const batch = notebook.batch([notebook.put(ids[0] ?? '', 'x')], { device: `another-${randomUUID()}` });
    expectProblem(await notebook.post(batch), [403, 'no-right']);
    expectEqual('the lesson', await notebook.read(ids[0] ?? '', since), null);
  }),
  onLessons('for another dataset: 404 not-found', 1, async ({ notebook, ids, since }) => {
    const batch = notebook.batch([notebook.put(ids[0] ?? '', 'x')], { dataset_id: randomUUID() });
    expectProblem(await notebook.post(batch), [404, 'not-found']);
    expectEqual('the lesson', await notebook.read(ids[0] ?? '', since), null);
  }),
  onLessons('under another name than its own: 400 bad-request', 1, async ({ notebook, ids, since }) => {
    const batch = notebook.batch([notebook.put(ids[0] ?? '', 'Conformance')]);
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    expectProblem(await notebook.post(batch, headers), [400, 'bad-request']);
    expectEqual('the lesson', await notebook.read(ids[0] ?? '', since), null);
  }),
  onLessons('damaged on the way: 422 digest-mismatch', 1, async ({ notebook, ids, since }) => {
    const batch = notebook.batch([notebook.put(ids[0] ?? '', 'x')]);
    const headers = { 'content-digest': `sha-256=:${'A'.repeat(43)}=:` };
    expectProblem(await notebook.post(batch, headers), [422, 'digest-mismatch']);
    expectEqual('the lesson', await notebook.read(ids[0] ?? '', since), null);
  }),
  onLessons('of more operations than the policy allows: 413 too-large, with the limit', 1, async (parts) => {
    const { target, notebook, ids } = parts;
    const most = target.policy.limits.ops;
    const [id = ''] = ids;
    const ops = Array.from({ length: most + 1 }, () => notebook.put(id, 'x'));
    const reply = await notebook.post(notebook.batch(ops));
    expectProblem(reply, [413, 'too-large']);
    const { limit } = reply.json() as { limit?: number };
    expectThat(limit === most || limit === target.policy.limits.batch_bytes, `limit ${most}`, `${limit}`);
  }),
  onLessons(
    'since a cursor that was never given: 410 cursor-expired',
    1,
    async ({ notebook, ids, since }) => {
      for (const cursor of ['nonsense', '1']) {
        const batch = notebook.batch([notebook.put(ids[0] ?? '', 'x')], { since: cursor });
        expectProblem(await notebook.post(batch), [410, 'cursor-expired']);
      }
      expectEqual('the lesson', await notebook.read(ids[0] ?? '', since), null);
    },
  ),
]);

const pulled = group('What a batch brings back', [
  onLessons('changes since its cursor, without its own; then nothing is new', 2, async (parts) => {
    const { target, notebook, ids, since } = parts;
    const [earlier = '', own = ''] = ids;
    await notebook.push([notebook.put(earlier, 'Earlier')]);
    const reply = await notebook.push([notebook.put(own, 'Own')], { since });
    const told = reply.changes.map(({ id }) => id);
    expectEqual('the earlier one', told.includes(earlier), true);
    expectEqual('its own', told.includes(own), false);
    if (reply.cursor === null || reply.more) return;
    expectEqual('changes after it', (await target.readFeed(reply.cursor)).changes.length, 0);
  }),
  onLessons(
    'where they are more than one reply holds, it says so, and its cursor leads to the rest',
    1,
    async (parts) => {
      const { target, notebook, ids } = parts;
      const [own = ''] = ids;
      const { cursor: since } = expectFit(await target.send('/changes?limit=1'), changesPage);
      const reply = await notebook.push([notebook.put(own, 'Own')], { since });
      if (reply.cursor === null) return;
      const rest = (await target.readFeed(reply.cursor)).changes;
      expectThat(reply.more || rest.length === 0, 'more: true, as changes follow its cursor', 'more: false');
      const told = new Set([...reply.changes, ...rest].map(({ entity, id }) => `${entity} ${id}`));
      const all = (await target.readFeed(since)).changes.filter(({ id }) => id !== own);
      const untold = all.filter(({ entity, id }) => !told.has(`${entity} ${id}`));
      expectEqual('changes that neither the reply nor what follows its cursor tells', untold.length, 0);
    },
  ),
]);

export const batchChecks: readonly Check[] = [...once, ...lost, ...alone, ...whole, ...pulled];
