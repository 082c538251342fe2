import type { Migration } from '../migration.ts';

const WORDS = (
  column: string,
) => `CASE WHEN json_valid(${column}) THEN COALESCE((SELECT group_concat(value, ' ')
  FROM json_tree(${column}) WHERE key = 'text' AND type = 'text'), '') ELSE '' END`;

const ADD = `INSERT INTO search_entry (kind, entity_id, title, body)
  SELECT 'lesson', NEW.id, NEW.title, ${WORDS('NEW.blocks')} || ' ' || ${WORDS('NEW.teacher_blocks')}
  WHERE NEW.removed_at IS NULL;`;
const REMOVE = "DELETE FROM search_entry WHERE kind = 'lesson' AND entity_id = OLD.id;";

/**
 * What a teacher writes in a lesson for nobody else: notes, and corrections until their date has come.
 *
 * It lies beside `blocks`, which is what the ENT is sent and sends, so that nothing that travels can hold it. Its words are
 * found as the others are.
 */
export const teacherBlocks: Migration = {
  version: 410,
  name: 'teacher-blocks',
  up(db) {
    db.exec(`
ALTER TABLE lesson ADD COLUMN teacher_blocks TEXT NOT NULL DEFAULT '[]';
CREATE INDEX lesson_with_teacher_blocks ON lesson (id) WHERE teacher_blocks <> '[]';
DROP TRIGGER search_lesson_added;
DROP TRIGGER search_lesson_changed;
CREATE TRIGGER search_lesson_added AFTER INSERT ON lesson BEGIN ${ADD} END;
CREATE TRIGGER search_lesson_changed AFTER UPDATE OF title, blocks, teacher_blocks, removed_at ON lesson
  BEGIN ${REMOVE} ${ADD} END;
`);
  },
};
