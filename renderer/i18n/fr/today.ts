export const today = {
  title: 'Aujourd’hui',
  grade: 'Continuer à corriger',
  toGrade: {
    title: 'À corriger',
    none: 'Aucune copie n’attend.',
    count_one: '{{count}} copie à corriger',
    count_many: '{{count}} copies à corriger',
    count_other: '{{count}} copies à corriger',
    progress: '{{graded}} notées sur {{total}}',
    due: 'à rendre le {{date}}',
  },
  toPublish: {
    title: 'À publier',
    graded_one: '{{count}} note',
    graded_many: '{{count}} notes',
    graded_other: '{{count}} notes',
  },
  lessons: {
    prepare: 'À préparer',
    hours: 'de {{from}} à {{to}}',
    openDocument: 'Ouvrir {{name}}',
    title: 'Séances du jour',
    none: 'Pas de séance aujourd’hui.',
    homework: 'avec travail à faire',
  },
  homework: {
    title: 'Travail à rendre',
    none: 'Rien n’est à rendre aujourd’hui.',
    due: 'pour le {{date}}',
  },
  sync: {
    title: 'Échange avec l’ENT',
    details: 'Voir le détail',
  },
  savings: {
    title: 'Vos envois',
    bytes: 'de documents à envoyer ou envoyés, au lieu de {{before}}',
    thisWeek: 'de moins sur les documents de cette semaine',
    edits_one: 'modification envoyée, en {{requests}} requêtes, réception comprise',
    edits_many: 'modifications envoyées, en {{requests}} requêtes, réception comprise',
    edits_other: 'modifications envoyées, en {{requests}} requêtes, réception comprise',
  },
  firstSync: {
    text: 'Vos classes, vos devoirs et les copies arrivent ici à la première synchronisation.',
    running: 'Vos classes, vos devoirs et les copies arrivent.',
  },
} as const;
