import type { Migration } from '../migration.ts';

/**
 * The words of blocks (Tiptap's JSON), in their order: what stands side by side in a paragraph is one text, wherever its form
 * changes; every other node ends a word. A mark's type is no node's.
 */
const WORDS = (column: string) => `CASE WHEN json_valid(${column}) THEN COALESCE((
  SELECT trim(group_concat(CASE key WHEN 'text' THEN value ELSE ' ' END, '')) FROM json_tree(${column})
  WHERE type = 'text' AND (key = 'text' OR key = 'type' AND value <> 'text' AND path NOT LIKE '%.marks[%')), '') ELSE '' END`;

const bodyOf = (row: string) => `${WORDS(`${row}.blocks`)} || ' ' || ${WORDS(`${row}.teacher_blocks`)}`;

const ADD = `INSERT INTO search_entry (kind, entity_id, title, body)
  SELECT 'lesson', NEW.id, NEW.title, ${bodyOf('NEW')} WHERE NEW.removed_at IS NULL;`;
const REMOVE = "DELETE FROM search_entry WHERE kind = 'lesson' AND entity_id = OLD.id;";

/** A word of a lesson with a part in bold is found as the one word that it is. Of the index, lessons alone are written anew. */
export const wholeWords: Migration = {
  version: 520,
  name: 'whole-words',
  up(db) {
    db.exec(`
DROP TRIGGER search_lesson_added;
DROP TRIGGER search_lesson_changed;
CREATE TRIGGER search_lesson_added AFTER INSERT ON lesson BEGIN ${ADD} END;
CREATE TRIGGER search_lesson_changed AFTER UPDATE OF title, blocks, teacher_blocks, removed_at ON lesson
  BEGIN ${REMOVE} ${ADD} END;
UPDATE search_entry SET body = ${bodyOf('lesson')} FROM lesson
  WHERE kind = 'lesson' AND entity_id = lesson.id AND body <> ${bodyOf('lesson')};
`);
  },
};
