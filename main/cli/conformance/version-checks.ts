import { randomUUID } from 'node:crypto';
import {
  CHANGES_FETCH_MAX,
  type Change,
  changesFetchReply,
  versionsReply,
} from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import { expectEqual, expectFit, expectProblem, expectSame, Mismatch } from './expectations.ts';

/** Of each kind, so that none is read more than these times. */
const OF_EACH_KIND = 3;

export const versionChecks: readonly Check[] = group('Comparing versions', [
  {
    name: 'they are those of the feed, living entities alone',
    capability: 'versions',
    async run(target) {
      const { changes } = await target.readFeed(null);
      const { versions, dataset_id } = expectFit(await target.post('/versions', {}), versionsReply);
      expectEqual('dataset_id', dataset_id, target.policy.dataset_id);
      const told = Object.values(versions).reduce((sum, of) => sum + Object.keys(of).length, 0);
      const living = changes.filter(({ deleted }) => deleted !== true);
      expectEqual('living entities', told, living.length);
      for (const { entity, id, version } of living)
        expectEqual(`version of a ${entity}`, versions[entity]?.[id], version);
    },
  },
  {
    name: 'the feed goes on at their cursor',
    capability: 'versions',
    async run(target) {
      const { cursor } = expectFit(await target.post('/versions', {}), versionsReply);
      expectEqual('changes after it', (await target.readFeed(cursor)).changes.length, 0);
    },
  },
  {
    name: 'entities are fetched by name as the feed tells them, and unknown ones are missing',
    capability: 'versions',
    async run(target) {
      const known = someOfEachKind((await target.readFeed(null)).changes);
      const unknown = { entity: 'grade', id: `nobody-${randomUUID()}` };
      const entities = [...known.map(({ entity, id }) => ({ entity, id })), unknown];
      const reply = expectFit(await target.post('/changes/fetch', { entities }), changesFetchReply);
      expectEqual('missing', reply.missing, [unknown]);
      expectEqual('answered or left', reply.changes.length + reply.left.length, known.length);
      for (const change of reply.changes) {
        const told = known.find(({ entity, id }) => entity === change.entity && id === change.id);
        if (told === undefined) throw new Mismatch('what was asked for', `another ${change.entity}`);
        expectSame(`a ${change.entity} as the feed tells it`, contentOf(change), contentOf(told));
      }
    },
  },
  {
    name: `more than ${CHANGES_FETCH_MAX} at once are refused`,
    capability: 'versions',
    async run(target) {
      const one = { entity: 'grade', id: 'x' };
      const entities = Array.from({ length: CHANGES_FETCH_MAX + 1 }, () => one);
      expectProblem(
        await target.post('/changes/fetch', { entities }),
        [400, 'bad-request'],
        [413, 'too-large'],
      );
    },
  },
]);

/** Deletions too. */
function someOfEachKind(changes: readonly Change[]): readonly Change[] {
  const kinds = Object.values(
    Object.groupBy(changes, ({ entity, deleted }) => `${entity} ${deleted === true}`),
  );
  return kinds.flatMap((ofKind = []) => ofKind.slice(0, OF_EACH_KIND)).slice(0, CHANGES_FETCH_MAX - 1);
}

function contentOf({ version, by, by_id, at, deleted, body }: Change) {
  return { version, by, by_id, at, deleted: deleted === true, body };
}
