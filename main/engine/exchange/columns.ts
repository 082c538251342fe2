import type { ColumnMapping } from '../../../preload/contract/exchange.ts';
import { type Table, textOf } from '../tables/table.ts';
import { nameWords } from './names.ts';

/** What stands in a column, as far as this app asks. */
type Use = keyof ColumnMapping;

/** Titles as schools' tables, Moodle's worksheet and this app write them, folded, in both languages. */
const TITLES: Readonly<Record<Use, readonly string[]>> = {
  fullName: [
    'nom complet',
    'full name',
    'eleve',
    'student',
    'nom et prenom',
    'nom prenom',
    'eleves',
    'etudiant',
  ],
  lastName: ['nom', 'nom de famille', 'last name', 'surname', 'family name'],
  firstName: ['prenom', 'first name', 'given name', 'prenoms'],
  mark: ['note', 'grade', 'mark', 'points', 'resultat', 'score', 'notes'],
  comment: [
    'appreciation',
    'appreciations',
    'commentaire',
    'commentaires',
    'comment',
    'comments',
    'feedback',
    'feedback comments',
    'feedback par commentaires',
    'commentaires de feedback',
    'observation',
    'observations',
  ],
};

export const NO_MAPPING: ColumnMapping = {
  fullName: null,
  lastName: null,
  firstName: null,
  mark: null,
  comment: null,
};

/** Rows above which titles are looked for: some tables begin with the school and the class. */
const ROWS_OF_HEAD = 12;

/**
 * The row that holds the titles, or -1 for a table without any.
 *
 * It is the first in which a name's column has its title.
 */
export function titleRow(table: Table): number {
  return table.slice(0, ROWS_OF_HEAD).findIndex((row) => {
    const uses = row.map((cell) => meaningOf(textOf(cell)));
    return uses.includes('fullName') || (uses.includes('lastName') && row.length > 1);
  });
}

/** What the titles say of the columns. */
function guessMapping(titles: readonly string[]): ColumnMapping {
  const mapping = { ...NO_MAPPING };
  for (const [index, title] of titles.entries()) {
    const use = meaningOf(title);
    if (use !== null) mapping[use] ??= index;
  }
  if (mapping.fullName !== null && mapping.lastName !== null && mapping.firstName !== null)
    mapping.fullName = null;
  return mapping;
}

/** Uses of columns, and the title of several columns of which only the teacher knows which one holds the marks. */
export interface ProposedMapping {
  readonly mapping: ColumnMapping;
  readonly alike: string | null;
}

/**
 * The uses that are proposed for an assignment.
 *
 * A column that is called as the assignment holds its marks, whatever was chosen for another one. Of two with one title
 * neither is chosen: the wrong one's grades would be somebody else's work.
 * @param remembered how a table with these titles was used for any assignment; null: never
 */
export function proposeMapping(
  titles: readonly string[],
  assignmentTitle: string,
  remembered: ColumnMapping | null,
): ProposedMapping {
  const mapping = withinTable(remembered ?? guessMapping(titles), titles.length);
  const called = titles.findIndex((title) => folded(title) === folded(assignmentTitle));
  if (called !== -1) mapping.mark = called;
  const { mark } = mapping;
  if (mark !== null && mapping.comment === mark) mapping.comment = null;
  const isAlike = (column: number) =>
    titles.filter((title) => folded(title) === folded(titles[column] ?? '')).length > 1;
  if (mapping.comment !== null && isAlike(mapping.comment)) mapping.comment = null;
  if (mark === null || titles[mark] === '' || !isAlike(mark)) return { mapping, alike: null };
  return { mapping: { ...mapping, mark: null }, alike: titles[mark] ?? null };
}

const TEAM_TITLES = new Set([
  ...[
    'groupe',
    'groupes',
    'nom du groupe',
    'numero de groupe',
    'equipe',
    'equipes',
    'ilot',
    'binome',
    'trinome',
  ],
  ...['group', 'groups', 'group name', 'team', 'teams'],
]);

/** The column that says who works together; null: its title does not tell. */
export function teamColumn(titles: readonly string[]): number | null {
  const index = titles.findIndex((title) => TEAM_TITLES.has(folded(title)));
  return index === -1 ? null : index;
}

function meaningOf(title: string): Use | null {
  const text = folded(title);
  for (const [use, titles] of Object.entries(TITLES)) if (titles.includes(text)) return use as Use;
  return null;
}

function folded(title: string): string {
  return nameWords(title).join(' ');
}

/** Under what a mapping is remembered: the same titles in the same order. */
export function keyOfTitles(titles: readonly string[]): string {
  return titles.map(folded).join('|');
}

/** Under what it is remembered for one assignment: folded titles have no line's end. */
export function keyForAssignment(key: string, assignmentId: string): string {
  return `${assignmentId}\n${key}`;
}

/** A mapping that names columns which the table lacks says nothing of them. */
export function withinTable(mapping: ColumnMapping, columnCount: number): ColumnMapping {
  const entries = Object.entries(mapping).map(([use, index]) => [
    use,
    index !== null && index < columnCount ? index : null,
  ]);
  return Object.fromEntries(entries) as ColumnMapping;
}
