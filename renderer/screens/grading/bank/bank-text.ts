import type { BankComment, Student } from '../../../../preload/contract/index.ts';
import { searched } from '../../../../preload/contract/index.ts';

/** What the variables of a comment stand for, for one copy; null: not known, or not to be shown. */
export interface BankValues {
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Several students get the comment: it has the first names of all of them. */
  readonly isShared: boolean;
  readonly grade: string | null;
  readonly maximum: string;
  readonly className: string;
}

/** Variables as they are typed, in both languages: without accents or case. */
const VARIABLES: Readonly<Record<string, Exclude<keyof BankValues, 'isShared'>>> = {
  prenom: 'firstName',
  'first name': 'firstName',
  nom: 'lastName',
  'last name': 'lastName',
  note: 'grade',
  grade: 'grade',
  maximum: 'maximum',
  classe: 'className',
  class: 'className',
};

/**
 * By which names a comment calls those who get it; a team's text is one for all of them, so that none reads another's name alone.
 *
 * Last names in a row after first names would be no names: a comment that has them is not for a team.
 */
export function namesIn(
  students: readonly Pick<Student, 'firstName' | 'lastName'>[],
  { isAnonymous, language }: { readonly isAnonymous: boolean; readonly language: string },
): Pick<BankValues, 'firstName' | 'lastName' | 'isShared'> {
  const isShared = students.length > 1;
  if (isAnonymous) return { firstName: null, lastName: null, isShared };
  const firstNames = students.map(({ firstName }) => firstName);
  return {
    firstName: new Intl.ListFormat(language, { type: 'conjunction' }).format(firstNames),
    lastName: isShared ? null : (students[0]?.lastName ?? null),
    isShared,
  };
}

export type Missing = 'name' | 'lastName' | 'grade';
export type FilledComment = { readonly text: string } | { readonly missing: Missing };

/** The comment as the student will read it, or what it cannot be filled with. Other brackets are left as they are. */
export function fillComment(text: string, values: BankValues): FilledComment {
  let missing: Missing | null = null;
  const filled = text.replaceAll(/\{([^{}]{1,20})\}/g, (whole, name: string) => {
    const variable = VARIABLES[searched(name.trim())];
    if (variable === undefined) return whole;
    const value = values[variable];
    if (value !== null) return value;
    const isOfTeam = variable === 'lastName' && values.firstName !== null;
    missing = variable === 'grade' ? 'grade' : isOfTeam ? 'lastName' : 'name';
    return whole;
  });
  return missing === null ? { text: filled } : { missing };
}

/** The comments in which every word that was typed is found: in their text, folder or tags. Their order is kept. */
export function searchBank(comments: readonly BankComment[], query: string): BankComment[] {
  const wanted = searched(query)
    .split(/[\s#]+/)
    .filter(Boolean);
  if (wanted.length === 0) return [...comments];
  return comments.filter(({ text, folder, tags }) => {
    const all = searched([text, folder, ...tags].join(' '));
    return wanted.every((word) => all.includes(word));
  });
}

export interface Insertion {
  readonly text: string;
  /** Where the caret is afterwards. */
  readonly caret: number;
}

/** Puts a comment in the place of a selection, apart from the words beside it. */
export function insertComment(
  text: string,
  [start, end]: readonly [number, number],
  comment: string,
): Insertion {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const lead = before === '' || /\s$/.test(before) ? '' : ' ';
  const trail = after === '' || /^[\s.,;:!?)]/.test(after) ? '' : ' ';
  return { text: `${before}${lead}${comment}${trail}${after}`, caret: start + lead.length + comment.length };
}

/** Whether a « / » typed there begins a word: elsewhere it is a stroke, as in « 14/20 ». */
export function beginsWord(text: string, caret: number): boolean {
  return caret === 0 || /\s/.test(text[caret - 1] ?? '');
}

/** Tags as they are typed, separated by commas. */
export function readTags(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ];
}

/** Enough of a comment to know it by. */
export function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59).trimEnd()}…`;
}

/** By folder, in the order of their names; those in none come first. */
export function byFolder(comments: readonly BankComment[]): [string, BankComment[]][] {
  return [...Map.groupBy(comments, ({ folder }) => folder)].sort(([a], [b]) => a.localeCompare(b, 'fr'));
}
