/**
 * What is true of an ENT and not of a Moodle, which takes grades, comments and copies alone, has no hours of its own and no limit of letters: said
 * in other words there, by the sentence's path in the catalogue.
 */
export const MOODLE_TRUTHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fr: {
    'sync.line.upToDate': 'Tout ce que Moodle prend y est enregistré',
    'sync.waiting.none': 'Rien n’attend\u00a0: Moodle a reçu tout ce qu’il prend.',
    'settings.sync.automaticHint':
      'Vos modifications partent ensemble, en quelques requêtes\u202f; les documents, hors des heures des élèves.',
    'error.grading/comment-too-long.text':
      'Cartable envoie 4\u202f000\u00a0caractères au plus. Raccourcissez le texte pour qu’il soit enregistré.',
    'errorPrecise.grading/comment-too-long':
      'Cartable envoie {{max}}\u00a0caractères au plus\u00a0: il y en a {{excess}} de trop. Raccourcissez le texte pour qu’il soit enregistré.',
  },
  en: {
    'sync.line.upToDate': 'All that Moodle takes is saved there',
    'sync.waiting.none': 'Nothing waits: Moodle has received all that it takes.',
    'settings.sync.automaticHint':
      'Your changes leave together, in a few requests; documents, outside of the students’ hours.',
    'error.grading/comment-too-long.text':
      'Cartable sends 4,000 characters at most. Shorten the text for it to be saved.',
    'errorPrecise.grading/comment-too-long':
      'Cartable sends {{max}} characters at most: this is {{excess}} too many. Shorten the text for it to be saved.',
  },
};
