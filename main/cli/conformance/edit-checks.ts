import { type Check, group } from './check.ts';
import { expectEqual } from './expectations.ts';
import { onLessons } from './on-lessons.ts';

export const editChecks: readonly Check[] = group('Edits of what is under way', [
  onLessons(
    'an edit built on an operation of an earlier batch passes',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const first = notebook.put(id, 'First');
      await notebook.push([first]);
      const [next] = (await notebook.push([notebook.put(id, 'Second', { base_op: first.op })])).results;
      expectEqual('outcome', next?.outcome, 'applied');
      expectEqual('title in the feed', (await notebook.read(id, since))?.body?.title, 'Second');
    },
  ),
  onLessons(
    'a deletion of an older version is a conflict, and deletes nothing',
    1,
    async ({ notebook, ids, since }) => {
      const [id = ''] = ids;
      const version = (await notebook.push([notebook.put(id, 'First')])).results[0]?.version ?? 0;
      await notebook.push([notebook.put(id, 'Second', { base: version })]);
      const [late] = (await notebook.push([notebook.remove(id, version)])).results;
      expectEqual('outcome', late?.outcome, 'conflict');
      expectEqual('title of the value', late?.current?.body?.title, 'Second');
      expectEqual('title in the feed', (await notebook.read(id, since))?.body?.title, 'Second');
    },
  ),
]);
