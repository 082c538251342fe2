import { expect, test } from 'vitest';
import { Target } from '../../main/cli/conformance/target.ts';
import { at, isBroken, keyOf, onReply, results, startClass } from './conformance-trial.ts';
import {
  changeJson,
  jsonOf,
  type Loose,
  setJson,
  startReplyRewriter,
  type WrongDoing,
} from './reply-rewriter.ts';

/** Servers that take what is right and keep it otherwise, or not at all: each is caught by what it tells afterwards. */

const eachOp = (change: (op: Loose) => void): WrongDoing => ({
  onRequest: (request) => {
    if (at(request, '/batches')) changeJson(request, ({ ops = [] }) => ops.forEach(change));
  },
});

const eachValue = (entity: string, change: (value: Loose) => void): WrongDoing =>
  eachOp((op) => {
    if (op.entity === entity && op.value !== null) change(op.value);
  });

const rewritten = (change: (json: string) => string): WrongDoing => ({
  onRequest: (request) => {
    if (at(request, '/batches')) setJson(request, JSON.parse(change(JSON.stringify(jsonOf(request)))));
  },
});

const LESSON = 'a lesson with its blocks';
const GRADE = 'a grade of a quarter of a point';

const WRONG: readonly (readonly [what: string, broken: string, told: RegExp, wrong: WrongDoing])[] = [
  [
    'refuses every grade',
    GRADE,
    /^what becomes of a grade: \["applied",""\]; \["refused","invalid"\]$/,
    onReply('/batches', (reply, request) =>
      changeJson(reply, ({ results: all = [] }) => {
        for (const [index, result] of all.entries())
          if (jsonOf(request).ops[index]?.entity === 'grade' && result.outcome === 'applied')
            Object.assign(result, { outcome: 'refused', code: 'invalid', version: undefined });
      }),
    ),
  ],
  [
    'keeps grades in whole points',
    GRADE,
    /^a grade in the feed\.points_x100: 1425; 1400$/,
    eachValue('grade', (value) => {
      value.points_x100 -= value.points_x100 % 100;
    }),
  ],
  [
    'makes a zero of no grade',
    'a standing in place of a grade',
    /^a grade in the feed\.points_x100: null; 0$/,
    eachValue('grade', (value) => {
      value.points_x100 ??= 0;
    }),
  ],
  [
    'cuts comments off at 255 characters',
    'a comment of 4000 characters',
    /^a comment in the feed\.text: .+\(4\d{3} characters\); .+\(2\d\d characters\)$/,
    eachValue('comment', (value) => {
      value.text = value.text.slice(0, 255);
    }),
  ],
  [
    'trims what teachers type',
    'homework',
    /^a homework in the feed\.text: " {2}Élève/,
    eachValue('homework', (value) => {
      value.text = value.text.trim();
    }),
  ],
  [
    'keeps no date of publication',
    'when the grades of an assignment are published',
    /^a[^ ]* assessment in the feed\.publish_at: 2524608000123; null$/,
    eachValue('assessment', (value) => {
      value.publish_at = null;
    }),
  ],
  [
    'forgets the names of corrected copies',
    'a corrected copy, with its document',
    /^a feedback in the feed\.file\.name: "Copie de Zoé/,
    eachValue('feedback', (value) => {
      value.file.name = 'document.pdf';
    }),
  ],
  [
    'keeps lessons without their text',
    LESSON,
    /^a lesson in the feed\.blocks\.0: \{"id":"b1".+; nothing$/,
    eachValue('lesson', (value) => {
      value.blocks = [];
    }),
  ],
  [
    'drops the fields that it does not know',
    LESSON,
    /^a lesson in the feed\.conformance: \{"text":.+; nothing$/,
    eachValue('lesson', (value) => {
      delete value.conformance;
    }),
  ],
  [
    'keeps at most three bytes of a letter',
    LESSON,
    /^a lesson in the feed\.title: "Été : l’œuvre.+ \?"$/,
    rewritten((json) => json.replaceAll(/\p{Emoji_Presentation}/gu, '?')),
  ],
  [
    'takes empty objects for empty lists',
    LESSON,
    /^a lesson in the feed\.blocks\.0\.content\.attrs: \{\}; \[\]$/,
    rewritten((json) => json.replaceAll('{}', '[]')),
  ],
  [
    'merges what it gets into what it has',
    'a body is whole',
    /^a lesson in the feed\.conformance: nothing; \{"text":/,
    eachValue('lesson', (value) => {
      value.conformance ??= { text: 'left of before' };
    }),
  ],
  [
    'tells other bodies by name than in the feed',
    LESSON,
    /^a lesson by its name\.title: "Été.+; "old"$/,
    onReply('/changes/fetch', (reply) =>
      changeJson(reply, ({ changes = [] }) => {
        for (const { body } of changes) if (body?.title !== undefined) body.title = 'old';
      }),
    ),
  ],
  [
    'tells older versions by name than in the feed',
    'entities are fetched by name as the feed tells them',
    /^a submission as the feed tells it\.version: 2; 1$/,
    onReply('/changes/fetch', (reply) =>
      changeJson(reply, ({ changes = [] }) => {
        for (const change of changes) if (change.version > 1) change.version -= 1;
      }),
    ),
  ],
  [
    'tells a shorter value in conflicts',
    LESSON,
    /^the value of a conflict\.blocks: \[.+; nothing$/,
    onReply('/batches', (reply) =>
      changeJson(reply, ({ results: all = [] }) => {
        for (const { current } of all) if (current?.body) delete current.body.blocks;
      }),
    ),
  ],
  [
    'knows no operation of an earlier batch',
    'an edit built on an operation of an earlier batch',
    /^outcome: "applied"; "conflict"$/,
    eachOp((op) => {
      if (op.seq > 1) delete op.base_op;
    }),
  ],
  [
    'deletes whatever the base is',
    'a deletion of an older version is a conflict',
    /^outcome: "conflict"; "applied"$/,
    eachOp((op) => {
      if (op.kind === 'delete' && op.base === 1) op.base = 2;
    }),
  ],
  [
    'does not revoke refresh tokens',
    'a revoked refresh token opens nothing any more',
    /^401 bad-credentials; 200$/,
    {
      onRequest: (request) => {
        if (at(request, '/revoke')) setJson(request, { token: 'another' });
      },
    },
  ],
  [
    'takes fewer operations than its policy names',
    'a batch of as many operations as it names',
    /^500 operations, as the policy allows, answered by 200; 413$/,
    onReply('/batches', (reply, request) => {
      if (jsonOf(request).ops.length > 100) reply.status = 413;
    }),
  ],
  [
    'takes fewer bytes than its policy names',
    'a batch of as many bytes as it names',
    /^1048576 bytes, as the policy allows, answered by 200; 413$/,
    onReply('/batches', (reply, request) => {
      if (request.body.length > 1_000_000) reply.status = 413;
    }),
  ],
  [
    'takes smaller bundles than its policy names',
    'a bundle of as many bytes as it names',
    /^status 200; 413/,
    onReply('/blobs/bundle', (reply, request) => {
      if (request.body.length > 1_000_000) reply.status = 413;
    }),
  ],
];

test.each(WRONG)('the suite notices a server that %s: %s', async (_what, broken, told, wrong) => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong(wrong);
  const [result, ...others] = await results(proxy.url, keyOf(server), { named: broken });
  expect(others).toEqual([]);
  if (result?.outcome !== 'failed') throw new Error(`not noticed: ${JSON.stringify(result)}`);
  expect(`${result.expected}; ${result.seen}`).toMatch(told);
});

test('a server that counts the batches of an account, and not of each device, is noticed', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  let most = 0;
  proxy.doWrong(
    onReply('/policy', (reply) =>
      changeJson(reply, (policy) => {
        most = Math.max(most, policy.last_batch_no);
        policy.last_batch_no = most;
      }),
    ),
  );
  const [result] = await results(proxy.url, keyOf(server), { named: 'each counts its own batches' });
  expect(result).toMatchObject({
    outcome: 'failed',
    expected: 'last_batch_no before its first batch: 0',
    seen: '1',
  });
});

test('a server that knows a new device’s number before its first batch is noticed', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong(
    onReply('/policy', (reply) => changeJson(reply, (policy) => Object.assign(policy, { last_batch_no: 7 }))),
  );
  const [result] = await results(proxy.url, keyOf(server), { named: 'that its last number is 0' });
  expect(result).toMatchObject({ outcome: 'failed', expected: 'last_batch_no: 0', seen: '7' });
});

const TEST_ACCOUNT = { named: 'What is written is told back whole' };

test('the account is left as it was, and can be tried again', async () => {
  const server = await startClass();
  const counts = () =>
    (['grade', 'comment', 'feedback', 'assessment', 'homework', 'resource', 'lesson'] as const).map(
      (entity) => server.store.count(entity),
    );
  const before = counts();
  expect((await results(server.url, keyOf(server), TEST_ACCOUNT)).filter(isBroken)).toEqual([]);
  expect(counts()).toEqual(before);
  expect((await results(server.url, keyOf(server), TEST_ACCOUNT)).filter(isBroken)).toEqual([]);
  expect(counts()).toEqual(before);
});

test('what a server kept otherwise is deleted all the same', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong(
    eachValue('grade', (value) => {
      value.points_x100 = 100;
    }),
  );
  await results(proxy.url, keyOf(server), { named: GRADE });
  expect(server.store.count('grade')).toBe(0);
});

test('grades, comments and homework are written on an account for tests alone', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong(
    onReply('/token', (reply) => changeJson(reply, ({ account }) => void delete account?.is_test)),
  );
  const target = await Target.open(proxy.url, keyOf(server));
  expect(target.isTestAccount).toBe(false);
  const all = await results(proxy.url, keyOf(server), TEST_ACCOUNT);
  const skipped = all.flatMap((result) => (result.outcome === 'skipped' ? [result] : []));
  expect(all.filter(({ outcome }) => outcome === 'passed').length).toBe(3);
  expect(skipped.length).toBe(all.length - 3);
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['writes']));
});
