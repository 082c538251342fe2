import type { enErase } from './en-erase.ts';

/** Ce que dit `erase`. */
export const frErase: typeof enErase = {
  about:
    'Effacer pour de bon un élève ou une année scolaire de cet ordinateur. Sans --yes, rien n’est effacé : ce qui partirait est dit.',
  student: 'l’élève, « Nom Prénom », ou son identifiant',
  year: 'l’année scolaire, par son nom (« 2024-2025 ») ou son identifiant',
  lessons: 'd’une année, aussi vos séances, leur travail à faire et leurs documents',
  proof: 'où écrire la preuve : des nombres et des dates, aucun nom',
  yes: 'effacer ; c’est sans retour',
  which: 'erreur : donnez --student, ou --year.',
  help: `
Avec --json, un objet : { erased: false, counts, confirmation, outsidePaths }, ou { erased: true, id, counts, erasedAt,
finishedAt, mentionCount, outsidePaths, proof }. L’ENT garde ce qu’il a ; ce qu’il en envoie plus tard n’est pas repris.
Les sauvegardes que vous avez enregistrées ailleurs le contiennent encore.`,
  would: (name) => `${name} : voici ce qui serait effacé de cet ordinateur.`,
  notYet: 'Rien n’a été effacé : ajoutez --yes. Ce qui n’a pas été envoyé à l’ENT ne le sera jamais.',
  done: (id) => `Effacé, avec toute trace dans la base de données. Numéro de la preuve : ${id}`,
  proofAt: (path) => `Preuve : ${path}`,
  outside: 'Ces fichiers sont hors de Cartable et restent ; retirez-les vous-même :',
  mentions: (count) =>
    `Le nom figure encore dans ${count === 1 ? 'un texte' : `${count} textes`} à vous, qui parlent d’autre chose.`,
  left: 'L’ENT garde ce qu’il a, de même que les sauvegardes que vous avez enregistrées ailleurs.',
  counts: {
    students: (count) => `élèves : ${count}`,
    assignments: (count) => `devoirs : ${count}`,
    submissions: (count) => `copies : ${count}`,
    grades: (count) => `notes : ${count}`,
    comments: (count) => `appréciations : ${count}`,
    lessons: (count) => `séances : ${count}`,
    files: (count) => `documents joints : ${count}`,
    unsentEdits: (count) => `modifications qui n’ont pas été envoyées à l’ENT : ${count}`,
    documents: (count) => `fichiers que rien d’autre n’utilise : ${count}`,
    backUps: (count) => `sauvegardes automatiques, remplacées par une nouvelle : ${count}`,
    setAsideFolders: (count) => `anciens états du compte : ${count}`,
  },
};
