import type { Db } from '../../../main/engine/store/store.ts';

/** What the screens show of the teacher's work, in the words of the ENT, by `entity id`. */
export function shownOn(db: Db): Map<string, unknown> {
  const rowsOf = <Row>(sql: string) => db.prepare(sql).all() as Row[];
  const shown = new Map<string, unknown>();
  const grades = rowsOf<{ submission_id: string; points_x100: number }>('SELECT * FROM grade');
  for (const { submission_id, points_x100 } of grades) shown.set(`grade ${submission_id}`, points_x100);
  const comments = rowsOf<{ id: string; text: string }>('SELECT * FROM comment WHERE removed_at IS NULL');
  for (const { id, text } of comments) shown.set(`comment ${id}`, text);
  const feedback = rowsOf<{ id: string; sha256: string }>('SELECT * FROM feedback WHERE removed_at IS NULL');
  for (const { id, sha256 } of feedback) shown.set(`feedback ${id}`, sha256);
  const lessons = rowsOf<{ id: string; title: string; blocks: string }>(
    'SELECT * FROM lesson WHERE removed_at IS NULL',
  );
  for (const { id, title, blocks } of lessons)
    shown.set(`lesson ${id}`, { title, blocks: JSON.parse(blocks) });
  const published = rowsOf<{ assignment_id: string; publish_at: number | null }>('SELECT * FROM assessment');
  for (const { assignment_id, publish_at } of published) shown.set(`assessment ${assignment_id}`, publish_at);
  return shown;
}
