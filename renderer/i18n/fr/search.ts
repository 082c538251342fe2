export const search = {
  title: 'Rechercher',
  placeholder: 'Une séance, un élève, un document, une action…',
  found: 'Résultats',
  hiddenName: 'Copie sans nom',
  nothing: 'Rien ne correspond à « {{text}} ».',
  hint: 'Deux lettres suffisent ; ni les accents ni les majuscules ne comptent.',
  kind: {
    action: 'Actions',
    class: 'Classes',
    student: 'Élèves',
    lesson: 'Séances',
    homework: 'Travaux à faire',
    resource: 'Documents des séances',
    assignment: 'Devoirs',
    comment: 'Appréciations',
  },
  action: {
    newLesson: 'Nouvelle séance',
    syncNow: 'Synchroniser maintenant',
    light: 'Thème clair',
    dark: 'Thème sombre',
  },
} as const;
