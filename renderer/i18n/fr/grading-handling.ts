/** What was handed in before the attempt that is graded. */
export const gradingAttempts = {
  label: 'Tentatives précédentes',
  attempt: 'Tentative {{number}}',
  attemptOn: 'Tentative {{number}}, rendue le {{date}}',
  ungraded: 'sans note',
  files: 'Fichiers de la tentative {{number}}',
  returned: 'Fichiers rendus avec la tentative {{number}}',
  comment: 'Appréciation\u00a0:',
};

/** Of grading.ts: where the work on a copy stands at Moodle, beside its grade. */
export const gradingHandling = {
  label: 'Suivi de la copie',
  extension: 'Délai pour cet élève',
  extensionNone: 'Aucun',
  extensionGive: 'Accorder un délai',
  extensionChange: 'Changer',
  extensionSave: 'Accorder',
  extensionRemove: 'Retirer le délai',
  extensionUntil: 'Jusqu’au {{date}}',
  extensionMissing: 'Choisissez une date.',
  attempt: 'Tentative {{number}}',
  attemptOf: 'Tentative {{number}} sur {{max}}',
  reopen: 'Permettre une autre tentative',
  reopened: 'Elle sera ouverte à l’élève au prochain échange.',
  state: 'État de l’évaluation',
  released: 'L’élève voit sa note une fois l’état «\u00a0Publié\u00a0» envoyé.',
  marker: 'Attribuée à {{name}}',
  markerMine: 'Attribuée à moi',
  markerOther: 'Attribuée à un collègue',
  saved: 'Suivi de la copie de {{name}}',
  states: {
    'not-marked': 'Non évalué',
    'in-marking': 'Évaluation en cours',
    marked: 'Évaluation terminée',
    'in-review': 'En relecture',
    ready: 'Prêt à publier',
    released: 'Publié',
  },
};
