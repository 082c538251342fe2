import { randomUUID } from 'node:crypto';
import type { Operation, OpResult } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import { expectEqual, NothingToTry } from './expectations.ts';
import type { Notebook } from './notebook.ts';
import { onLessons } from './on-lessons.ts';
import { openSubmission, submissionsOf } from './submissions.ts';

export const gradeChecks: readonly Check[] = group('Grades and their publication', [
  onLessons('a grade and a publication of what does not exist are refused', 1, async ({ notebook }) => {
    const id = `conformance-${randomUUID()}`;
    const value = { submission_id: id, points_x100: null, standing: 'absent' };
    const { results } = await notebook.push([
      notebook.put(id, '', { entity: 'grade', value }),
      notebook.put(id, '', { entity: 'grade', value: { ...value, submission_id: 'other' } }),
      notebook.put(id, '', { entity: 'assessment', value: { assignment_id: id, publish_at: null } }),
      notebook.put(id, '', { entity: 'assessment', value: { assignment_id: id, publish_at: 'soon' } }),
    ]);
    expectEqual(
      'codes',
      results.map(({ code }) => code),
      ['not-found', 'invalid', 'not-found', 'invalid'],
    );
  }),
  onLessons(
    'a grade out of another maximum than its assignment’s is refused as maximum-changed',
    1,
    async ({ target, notebook }) => {
      const { id, max } = await openSubmission(target);
      const value = { submission_id: id, points_x100: 0 };
      const op = notebook.put(id, '', { entity: 'grade', value, out_of_x100: max + 100 });
      expectRefused(await tryOut(notebook, [op]), 'maximum-changed');
    },
  ),
  onLessons(
    'a grade above the maximum of its assignment is refused as out-of-range',
    1,
    async ({ target, notebook }) => {
      const { id, max } = await openSubmission(target);
      const value = { submission_id: id, points_x100: max + 1 };
      expectRefused(
        await tryOut(notebook, [notebook.put(id, '', { entity: 'grade', value })]),
        'out-of-range',
      );
    },
  ),
  onLessons(
    'in a closed period, a grade and a comment are refused as locked',
    1,
    async ({ target, notebook, ids }) => {
      const closed = (await submissionsOf(target)).filter(({ isClosed }) => isClosed);
      const [any] = closed;
      if (any === undefined) throw new NothingToTry('no submission is of a closed period');
      const comment = { submission_id: any.id, text: 'Conformance' };
      const ungraded = closed.find(({ isGraded }) => !isGraded);
      const grades =
        ungraded === undefined
          ? []
          : [
              notebook.put(ungraded.id, '', {
                entity: 'grade',
                value: { submission_id: ungraded.id, points_x100: 0 },
              }),
            ];
      const ops = [...grades, notebook.put(ids[0] ?? '', '', { entity: 'comment', value: comment })];
      expectRefused(await tryOut(notebook, ops), 'locked');
    },
  ),
]);

/** Sends operations that are to be refused; what a server takes all the same is taken back. */
async function tryOut(notebook: Notebook, ops: readonly Operation[]): Promise<readonly Tried[]> {
  const { results } = await notebook.push(ops);
  const taken = ops.flatMap(({ entity, id }, index) => {
    const { outcome, version } = results[index] ?? {};
    return outcome === 'applied' && version !== undefined
      ? [{ ...notebook.remove(id, version), entity }]
      : [];
  });
  if (taken.length > 0) await notebook.push(taken);
  return ops.map(({ entity }, index) => ({ entity, result: results[index] }));
}

interface Tried {
  readonly entity: string;
  readonly result: OpResult | undefined;
}

function expectRefused(tried: readonly Tried[], code: string): void {
  for (const { entity, result } of tried)
    expectEqual(`what becomes of a ${entity}`, [result?.outcome, result?.code], ['refused', code]);
}
