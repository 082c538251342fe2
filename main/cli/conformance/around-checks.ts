import { changesPage } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import { expectEqual, expectFit, expectHeader, expectNow, expectStatus, Mismatch } from './expectations.ts';
import { onLessons } from './on-lessons.ts';

/** A lesson of this instant, to the millisecond: who counts in seconds loses the last digits. */
const STARTS_AT = 1_795_255_200_123;

export const aroundChecks: readonly Check[] = group('What an edit is seen by', [
  {
    ...onLessons('watching: once something has changed, the tag from before it is 200', 1, async (parts) => {
      const { target, notebook, ids, since } = parts;
      const ticket = target.watchTicket();
      const tag = (await target.readFeed(since)).last.headers.get('watch-tag');
      if (tag === null) throw new Mismatch('Watch-Tag on the last page', 'no Watch-Tag');
      await notebook.push([notebook.put(ids[0] ?? '', 'Watched')]);
      const reply = await target.watch(ticket, tag);
      if (reply.status === 304)
        throw new Mismatch('200, since a lesson was written after the tag', '304: that nothing has changed');
      expectStatus(reply, 200);
    }),
    capability: 'watch',
  },
  onLessons('the reply of a batch names the policy in force by Policy-Tag', 1, async (parts) => {
    const { target, notebook, ids } = parts;
    const tag = (await target.send('/policy')).headers.get('policy-tag');
    if (tag === null) throw new Mismatch('Policy-Tag', 'no Policy-Tag');
    const reply = await notebook.post(notebook.batch([notebook.put(ids[0] ?? '', 'Conformance')]));
    expectStatus(reply, 200);
    expectHeader(reply, 'policy-tag', tag);
  }),
  onLessons('its times are milliseconds: when it was made, and those that it bears', 1, async (parts) => {
    const { target, notebook, ids, since } = parts;
    const [id = ''] = ids;
    const { value, ...op } = notebook.put(id, 'Timed');
    await notebook.push([{ ...op, value: { ...value, starts_at: STARTS_AT } }]);
    const reply = await target.send(`/changes?cursor=${encodeURIComponent(since)}`);
    const change = expectFit(reply, changesPage).changes.find((one) => one.id === id);
    if (change === undefined) throw new Mismatch('the lesson in the feed', 'none');
    expectNow('at', change.at, reply);
    expectEqual('starts_at, as it was written', change.body?.starts_at, STARTS_AT);
  }),
]);
