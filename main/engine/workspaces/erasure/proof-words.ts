import type { ErasedCounts } from '../../../../preload/contract/erasure.ts';

/** What a proof says: here, for the window and the command line write the same text. */
export interface ProofWords {
  readonly locale: string;
  readonly title: string;
  readonly student: string;
  readonly year: (label: string) => string;
  readonly school: string;
  readonly number: string;
  readonly erasedAt: string;
  readonly finishedAt: string;
  readonly unfinished: string;
  readonly counts: Readonly<Record<keyof ErasedCounts, string>>;
  readonly done: readonly string[];
  readonly left: readonly string[];
}

const fr: ProofWords = {
  locale: 'fr-FR',
  title: 'Preuve d’effacement',
  student: 'Objet : les données d’un élève, à sa demande ou à celle de ses représentants',
  year: (label) => `Objet : l’année scolaire ${label}`,
  school: 'Décidé par la durée de conservation que fixe l’établissement',
  number: 'Numéro',
  erasedAt: 'Effacé le',
  finishedAt: 'Fichiers et copies retirés le',
  unfinished: 'Le retrait des fichiers se termine au prochain démarrage de Cartable',
  counts: {
    students: 'Élèves',
    assignments: 'Devoirs',
    submissions: 'Copies',
    grades: 'Notes',
    comments: 'Appréciations',
    lessons: 'Séances',
    files: 'Documents joints',
    unsentEdits: 'Modifications qui n’avaient pas été envoyées',
    documents: 'Fichiers que rien d’autre n’utilisait',
    documentBytes: 'Leur taille, en octets',
    backUps: 'Sauvegardes automatiques remplacées',
    setAsideFolders: 'Anciens états du compte retirés',
  },
  done: [
    'Ont été retirés de cet ordinateur : les lignes de la base de données et celles de l’historique, ce qui attendait',
    'd’être envoyé, l’index de recherche, les fichiers des documents, les pages préparées pour l’impression, les pages',
    'libres de la base (VACUUM), son journal et les sauvegardes automatiques, remplacées par une copie faite après.',
  ],
  left: [
    'Ne sont pas concernés : ce que l’ENT conserve, qui relève de l’établissement ; les sauvegardes et les fichiers',
    'enregistrés hors de Cartable ; un autre ordinateur du même compte.',
  ],
};

const en: ProofWords = {
  locale: 'en-GB',
  title: 'Proof of erasure',
  student: 'Subject: the data of a student, at their request or their representatives’',
  year: (label) => `Subject: the school year ${label}`,
  school: 'Decided by the retention period that the school sets',
  number: 'Number',
  erasedAt: 'Erased on',
  finishedAt: 'Files and copies removed on',
  unfinished: 'The removal of files is completed when Cartable starts next',
  counts: {
    students: 'Students',
    assignments: 'Assignments',
    submissions: 'Copies',
    grades: 'Grades',
    comments: 'Comments',
    lessons: 'Lessons',
    files: 'Attached documents',
    unsentEdits: 'Edits that had not been sent',
    documents: 'Files that nothing else used',
    documentBytes: 'Their size, in bytes',
    backUps: 'Automatic back-ups replaced',
    setAsideFolders: 'Earlier states of the account removed',
  },
  done: [
    'Removed from this computer: the rows of the database and of its history, what waited to be sent, the search index,',
    'the files of documents, pages made for printing, the free pages of the database (VACUUM), its journal, and the',
    'automatic back-ups, replaced by a copy made afterwards.',
  ],
  left: [
    'Not concerned: what the ENT keeps, which is the school’s; back-ups and files saved outside of Cartable; another',
    'computer of the same account.',
  ],
};

export const PROOF_WORDS: Readonly<Record<'fr' | 'en', ProofWords>> = { fr, en };
