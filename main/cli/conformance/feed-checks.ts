import { endpoints } from '../../engine/connectors/ent/api.ts';
import {
  bodies,
  type Change,
  changesPage,
  type EntityName,
  policy as policySchema,
} from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import {
  expectEqual,
  expectFit,
  expectHeader,
  expectNow,
  expectProblem,
  expectStatus,
  expectThat,
  Mismatch,
  NothingToTry,
} from './expectations.ts';

/** A client reads `valid_until` against `server_time`: what is between them may not be lost on the way. */
const CLOCK_AWAY_S = 120;

/** As the written API bounds it. */
const LIMIT = endpoints.changes.parameters[1].bounds;

const policyChecks = group('Policy', [
  {
    name: 'the policy fits its schema, and speaks version 1',
    async run(target) {
      const policy = expectFit(await target.send('/policy'), policySchema);
      expectThat(policy.protocol.includes(1), 'protocol 1', `protocol ${policy.protocol}`);
      expectThat(policy.valid_until > policy.server_time, 'valid_until after server_time', 'before');
    },
  },
  {
    name: 'its times are milliseconds since 1970',
    async run(target) {
      const reply = await target.send('/policy');
      expectNow('server_time', expectFit(reply, policySchema).server_time, reply);
    },
  },
  {
    name: 'its server_time is the time of its reply',
    async run(target) {
      const reply = await target.send('/policy');
      const date = Date.parse(reply.headers.get('date') ?? '');
      if (Number.isNaN(date)) throw new NothingToTry('the reply has no Date');
      const awayS = Math.round((expectFit(reply, policySchema).server_time - date) / 1000);
      expectThat(
        Math.abs(awayS) <= CLOCK_AWAY_S,
        'server_time within two minutes of Date',
        `${awayS} s away`,
      );
    },
  },
  {
    name: 'it is a 304 without a body for who has it',
    async run(target) {
      const etag = (await target.send('/policy')).headers.get('etag');
      if (etag === null) throw new Mismatch('an ETag', 'no ETag');
      const reply = await target.send('/policy', { headers: { 'if-none-match': etag } });
      expectStatus(reply, 304);
      expectEqual('bytes of the body', reply.body.length, 0);
    },
  },
  {
    name: 'its windows are of days, hours and a time zone that exist',
    async run({ policy }) {
      for (const { days, from, to, tz } of policy.windows) {
        expectThat(/^[1-7]([-,][1-7])*$/.test(days), 'days like 1-5 or 1,3', days);
        for (const time of [from, to])
          expectThat(/^([01]\d|2[0-4]):[0-5]\d$/.test(time), 'a time of the day', time);
        expectThat(isTimeZone(tz), 'an IANA time zone', tz);
      }
    },
  },
  {
    name: 'every reply names the policy in force by Policy-Tag',
    async run(target) {
      const tag = (await target.send('/policy')).headers.get('policy-tag');
      if (tag === null) throw new Mismatch('Policy-Tag', 'no Policy-Tag');
      const etag = (await target.send('/policy')).headers.get('etag') ?? '';
      for (const reply of [
        await target.send('/changes?limit=1'),
        await target.send('/policy', { headers: { 'if-none-match': etag } }),
        await target.post('/blobs/check', { blobs: [] }),
        await target.send('/changes?cursor=nonsense'),
      ])
        expectHeader(reply, 'policy-tag', tag);
    },
  },
]);

const feedChecks = group('The feed', [
  {
    name: 'its pages put together are every entity once',
    async run(target) {
      const seen = new Set<string>();
      for (const { entity, id } of await target.changes()) {
        expectThat(!seen.has(`${entity} ${id}`), 'each entity once', `one ${entity} twice`);
        seen.add(`${entity} ${id}`);
      }
    },
  },
  {
    name: 'every body fits the schema of its kind, and a deletion has none',
    async run(target) {
      for (const change of await target.changes()) expectBody(change);
    },
  },
  {
    name: 'a page has no more than its limit, and its cursor leads to the next',
    async run(target) {
      if ((await target.changes()).length < 2) throw new NothingToTry('the feed has fewer than two changes');
      const first = expectFit(await target.send('/changes?limit=1'), changesPage);
      expectEqual('changes in a page of one', first.changes.length, 1);
      expectEqual('more', first.more, true);
      const query = `cursor=${encodeURIComponent(first.cursor)}&limit=1`;
      const second = expectFit(await target.send(`/changes?${query}`), changesPage);
      const names = [...first.changes, ...second.changes].map(({ entity, id }) => `${entity} ${id}`);
      expectEqual('different entities in two pages of one', new Set(names).size, 2);
    },
  },
  {
    name: 'at its end it is a 304 without a body for who has the cursor',
    async run(target) {
      const { cursor } = await target.readFeed(null);
      const headers = { 'if-none-match': `"${cursor}"` };
      const reply = await target.send(`/changes?cursor=${encodeURIComponent(cursor)}`, { headers });
      expectStatus(reply, 304);
      expectEqual('bytes of the body', reply.body.length, 0);
    },
  },
  {
    name: 'a cursor that it never gave, or cannot read, is 410 cursor-expired',
    async run(target) {
      for (const cursor of ['nonsense', '%27%20OR%201', 'c'.repeat(500), '%C3%A9%09'])
        expectProblem(await target.send(`/changes?cursor=${cursor}`), [410, 'cursor-expired']);
    },
  },
  {
    // A number alone would come twice: once more after a back-up was put back, for other changes.
    name: 'a plain number is no cursor: it is 410 cursor-expired',
    async run(target) {
      for (const cursor of ['0', '1', '2', '-1', '1000000'])
        expectProblem(await target.send(`/changes?cursor=${cursor}`), [410, 'cursor-expired']);
    },
  },
  {
    name: `a limit that is no whole number from ${LIMIT.least} to ${LIMIT.most} is 400 bad-request; both ends are good`,
    async run(target) {
      for (const limit of [LIMIT.least - 1, LIMIT.most + 1, '-1', 'many', '1e2', '0x10', '2.5'])
        expectProblem(await target.send(`/changes?limit=${limit}`), [400, 'bad-request']);
      for (const limit of [LIMIT.least, LIMIT.most])
        expectFit(await target.send(`/changes?limit=${limit}`), changesPage);
    },
  },
]);

const watchChecks = group('Watching', [
  {
    name: 'nothing new is a 304 without a body',
    capability: 'watch',
    async run(target) {
      const ticket = target.watchTicket();
      const tag = (await target.readFeed(null)).last.headers.get('watch-tag');
      if (tag === null) throw new Mismatch('Watch-Tag on the last page', 'no Watch-Tag');
      const reply = await target.watch(ticket, tag);
      expectStatus(reply, 304);
      expectEqual('bytes of the body', reply.body.length, 0);
    },
  },
  {
    name: 'another tag is 200 with the tag as it is now',
    capability: 'watch',
    async run(target) {
      const reply = await target.watch(target.watchTicket(), 'another');
      expectStatus(reply, 200);
      const tag = (await target.readFeed(null)).last.headers.get('watch-tag') ?? '';
      expectHeader(reply, 'etag', `"${tag}"`);
    },
  },
  {
    name: 'a ticket opens nothing else, and an access token does not watch',
    capability: 'watch',
    async run(target) {
      const headers = { authorization: `Bearer ${target.watchTicket()}` };
      expectProblem(await target.sendOpenly('/policy', { headers }), [401, 'token-expired']);
      expectProblem(await target.watch(target.accessToken, 'any'), [401, 'ticket-expired']);
    },
  },
  {
    name: 'the ticket is the same in every session of a refresh token, until that is replaced',
    capability: 'watch',
    async run(target) {
      const ticket = target.watchTicket();
      const again = await target.openSession();
      const isReplaced = (again.refresh_token ?? target.refreshToken) !== target.refreshToken;
      if (!isReplaced) expectThat(again.watch_ticket === ticket, 'the same ticket', 'another one, or none');
      expectStatus(await target.watch(again.watch_ticket ?? '', 'another'), 200);
    },
  },
]);

export const readingChecks: readonly Check[] = [...policyChecks, ...feedChecks, ...watchChecks];

/** Kinds that this version does not know may hold anything. */
export function expectBody({ entity, deleted, body }: Change): void {
  if (deleted === true || body === null) {
    expectThat(deleted === true && body === null, 'deleted: true and body: null together', `a ${entity}`);
    return;
  }
  const schema = bodies[entity as EntityName];
  const fault = schema?.safeParse(body).error?.issues[0];
  if (fault !== undefined)
    throw new Mismatch(
      `a body of ${entity} that fits its schema`,
      `something else at: ${fault.path.join('.')}`,
    );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('fr', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
