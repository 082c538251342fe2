import type { Migration } from '../migration.ts';

/** A kind of what can be found, and where its words are. Expressions are of a row called `row`. */
interface Source {
  readonly kind: string;
  readonly table: string;
  readonly title: string;
  readonly body: string;
  /** Columns that change what is found, or whether it is. */
  readonly columns: string;
  readonly isThere: string;
}

/** The words of a lesson's blocks (Tiptap's JSON), in their order. */
const BLOCKS = `CASE WHEN json_valid(row.blocks) THEN COALESCE((SELECT group_concat(value, ' ')
  FROM json_tree(row.blocks) WHERE key = 'text' AND type = 'text'), '') ELSE '' END`;
const NOT_REMOVED = 'row.removed_at IS NULL';
const ALWAYS = 'TRUE';

const SOURCES: readonly Source[] = [
  {
    kind: 'class',
    table: 'class_group',
    title: 'row.name',
    body: "''",
    columns: 'name',
    isThere: ALWAYS,
  },
  {
    kind: 'student',
    table: 'student',
    title: "row.first_name || ' ' || row.last_name",
    body: "''",
    columns: 'first_name, last_name',
    isThere: ALWAYS,
  },
  {
    kind: 'lesson',
    table: 'lesson',
    title: 'row.title',
    body: BLOCKS,
    columns: 'title, blocks, removed_at',
    isThere: NOT_REMOVED,
  },
  {
    kind: 'homework',
    table: 'homework',
    title: "''",
    body: 'row.text',
    columns: 'text, lesson_id, removed_at',
    isThere: `${NOT_REMOVED} AND row.lesson_id IS NOT NULL`,
  },
  {
    kind: 'resource',
    table: 'resource',
    title: 'row.name',
    body: "COALESCE((SELECT text FROM document_text WHERE sha256 = row.sha256), '')",
    columns: 'name, sha256, removed_at',
    isThere: NOT_REMOVED,
  },
  {
    kind: 'assignment',
    table: 'assignment',
    title: 'row.title',
    body: 'row.instructions',
    columns: 'title, instructions',
    isThere: ALWAYS,
  },
  {
    kind: 'comment',
    table: 'comment',
    title: "''",
    body: 'row.text',
    columns: 'text, removed_at',
    isThere: NOT_REMOVED,
  },
];

/** Writes what can be found of a row in the index: of a trigger's, or of all rows that `from` names. */
function add({ kind, title, body, isThere }: Source, name: 'NEW' | 'row', from = ''): string {
  const of = (expression: string) => expression.replaceAll('row.', `${name}.`);
  return `INSERT INTO search_entry (kind, entity_id, title, body)
    SELECT '${kind}', ${name}.id, ${of(title)}, ${of(body)} ${from} WHERE ${of(isThere)};`;
}

function removeOld({ kind }: Source): string {
  return `DELETE FROM search_entry WHERE kind = '${kind}' AND entity_id = OLD.id;`;
}

/** Keeps the entries of a table true, whoever writes there. */
function triggersOf(source: Source): string {
  const { kind, table, columns } = source;
  return `
CREATE TRIGGER search_${kind}_added AFTER INSERT ON ${table} BEGIN ${add(source, 'NEW')} END;
CREATE TRIGGER search_${kind}_changed AFTER UPDATE OF ${columns} ON ${table}
  BEGIN ${removeOld(source)} ${add(source, 'NEW')} END;
CREATE TRIGGER search_${kind}_gone AFTER DELETE ON ${table} BEGIN ${removeOld(source)} END;`;
}

/**
 * Full-text search (FTS5) over what a teacher writes and is given: kept by triggers in the transaction of each change, so that
 * nothing that is saved is not found, and a pull needs to know nothing of it.
 *
 * `search_entry` is the text as it is, `search_index` its words without accents and case, also by their first two to
 * five letters. `document_text` is what was read of a document, by its bytes: each is read once, wherever it hangs; empty
 * for one that holds no words, or could not be read.
 */
export const search: Migration = {
  version: 260,
  name: 'search',
  up(db) {
    db.exec(`
CREATE TABLE document_text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE search_entry (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, entity_id TEXT NOT NULL, title TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX search_entry_by_entity ON search_entry (kind, entity_id);
CREATE VIRTUAL TABLE search_index USING fts5(kind, title, body, content = 'search_entry', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5');
-- A word in a title is worth ten in a text; the kind only chooses.
INSERT INTO search_index (search_index, rank) VALUES ('rank', 'bm25(0.0, 10.0, 1.0)');
CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  INSERT INTO search_index (rowid, kind, title, body) VALUES (NEW.id, NEW.kind, NEW.title, NEW.body);
END;
CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
  INSERT INTO search_index (search_index, rowid, kind, title, body) VALUES ('delete', OLD.id, OLD.kind, OLD.title, OLD.body);
END;
CREATE TRIGGER search_entry_changed AFTER UPDATE OF body ON search_entry BEGIN
  INSERT INTO search_index (search_index, rowid, kind, title, body) VALUES ('delete', OLD.id, OLD.kind, OLD.title, OLD.body);
  INSERT INTO search_index (rowid, kind, title, body) VALUES (NEW.id, NEW.kind, NEW.title, NEW.body);
END;
CREATE INDEX resource_by_sha256 ON resource (sha256);
CREATE TRIGGER search_document_read AFTER INSERT ON document_text WHEN NEW.text <> '' BEGIN
  UPDATE search_entry SET body = NEW.text
  WHERE kind = 'resource' AND entity_id IN (SELECT id FROM resource WHERE sha256 = NEW.sha256);
END;
${SOURCES.map(triggersOf).join('\n')}
${SOURCES.map((source) => add(source, 'row', `FROM ${source.table} AS row`)).join('\n')}
`);
  },
};
