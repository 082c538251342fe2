import { randomUUID } from 'node:crypto';
import { type Check, group } from './check.ts';
import { expectEqual, NothingToTry } from './expectations.ts';
import { onLessons } from './on-lessons.ts';
import type { Target } from './target.ts';

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
    async (parts) => {
      const { target, notebook } = parts;
      const { id, max } = await ungradedSubmission(target);
      const value = { submission_id: id, points_x100: 0 };
      const [result] = (
        await notebook.push([notebook.put(id, '', { entity: 'grade', value, out_of_x100: max + 100 })])
      ).results;
      if (result?.outcome === 'applied' && result.version !== undefined)
        await notebook.push([{ ...notebook.remove(id, result.version), entity: 'grade' }]);
      expectEqual('outcome and code', [result?.outcome, result?.code], ['refused', 'maximum-changed']);
    },
  ),
]);

/** A submission without a grade, and what it is marked out of, in hundredths. @throws NothingToTry when there is none */
async function ungradedSubmission(target: Target): Promise<{ id: string; max: number }> {
  const living = (await target.changes()).filter(({ deleted }) => deleted !== true);
  const idsOf = (kind: string) => living.filter(({ entity }) => entity === kind);
  const graded = new Set(idsOf('grade').map(({ id }) => id));
  const closed = new Set(idsOf('period').flatMap(({ id, body }) => (body?.is_closed === true ? [id] : [])));
  const assignments = new Map(idsOf('assignment').map(({ id, body }) => [id, body]));
  for (const { id, body } of idsOf('submission')) {
    const assignment = assignments.get(String(body?.assignment_id));
    const max = assignment?.max_x100;
    if (typeof max === 'number' && !graded.has(id) && !closed.has(String(assignment?.period_id)))
      return { id, max };
  }
  throw new NothingToTry('every submission has a grade');
}
