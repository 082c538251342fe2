import { BANK_MAX_COMMENTS } from '../../../preload/contract/comment-bank.ts';
import { COMMENT_MAX_LENGTH } from '../../../preload/contract/grading.ts';
import { readCsv, writeCsv } from '../tables/csv.ts';
import { textOf } from '../tables/table.ts';

/* A bank as a table that a spreadsheet opens. */

export interface WrittenComment {
  readonly text: string;
  readonly folder: string;
  readonly tags: readonly string[];
}

const COLUMNS = {
  folder: ['dossier', 'folder'],
  tags: ['étiquettes', 'etiquettes', 'tags'],
  text: ['appréciation', 'appreciation', 'comment', 'texte', 'text'],
} as const;

/** Writes a bank as the bytes of a CSV file. */
export function writeBank(comments: readonly WrittenComment[]): Uint8Array {
  return writeCsv([
    [COLUMNS.folder[0], COLUMNS.tags[0], COLUMNS.text[0]],
    ...comments.map(({ folder, tags, text }) => [folder, tags.join(', '), text]),
  ]);
}

/**
 * Reads a bank from the bytes of a CSV file; null when it is none: no column of comments, or too many lines.
 *
 * Lines without a comment are left out; what is longer than a comment, a folder or a tag may be is cut at that length.
 */
export function readBank(bytes: Uint8Array): WrittenComment[] | null {
  const [head = [], ...rows] = readCsv(bytes).map((row) => row.map(textOf));
  if (rows.length > BANK_MAX_COMMENTS) return null;
  const names = head.map((name) => name.toLowerCase());
  const at = (column: keyof typeof COLUMNS) =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  const [text, folder, tags] = [at('text'), at('folder'), at('tags')];
  if (text < 0) return null;
  return rows
    .map((row) => ({
      text: (row[text] ?? '').trim().slice(0, COMMENT_MAX_LENGTH),
      folder: (row[folder] ?? '').trim().slice(0, 80),
      tags: readTags(row[tags] ?? ''),
    }))
    .filter((comment) => comment.text !== '');
}

function readTags(cell: string): string[] {
  const tags = cell.split(',').map((tag) => tag.trim().slice(0, 40));
  return [...new Set(tags.filter(Boolean))].slice(0, 20);
}
