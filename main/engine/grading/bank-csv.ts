import { BANK_MAX_COMMENTS } from '../../../preload/contract/comment-bank.ts';
import { COMMENT_MAX_LENGTH } from '../../../preload/contract/grading.ts';

/*
 * A bank as a table that a spreadsheet opens: RFC 4180, but with the semicolon and the byte order mark by which a French
 * Excel knows columns and accents. Read: semicolons, commas or tabs, UTF-8, or Windows-1252 as that Excel saves.
 */

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
export function writeBank(comments: readonly WrittenComment[]): string {
  const rows = [
    [COLUMNS.folder[0], COLUMNS.tags[0], COLUMNS.text[0]],
    ...comments.map(({ folder, tags, text }) => [folder, tags.join(', '), text]),
  ];
  return `\uFEFF${rows.map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Reads a bank from the bytes of a CSV file; null when it is none: no column of comments, or too many lines.
 *
 * Lines without a comment are left out; what is longer than a comment, a folder or a tag may be is cut at that length.
 */
export function readBank(bytes: Uint8Array): WrittenComment[] | null {
  const [head = [], ...rows] = parseRows(decode(bytes));
  if (rows.length > BANK_MAX_COMMENTS) return null;
  const names = head.map((name) => name.trim().toLowerCase());
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

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator is the one that the first line has most of. */
function parseRows(text: string): string[][] {
  const [head = ''] = text.split(/\r?\n/, 1);
  const [separator = ';'] = [';', ',', '\t'].sort((a, b) => head.split(b).length - head.split(a).length);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] as string;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((one) => one.some((value) => value !== ''));
}
