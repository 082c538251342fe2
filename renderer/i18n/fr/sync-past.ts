/** The exchanges that were: their figures, and what the web would have asked. */
export const past = {
  history: {
    title: 'Échanges passés',
    none: 'Chaque synchronisation sera notée ici, avec ses requêtes et ses octets.',
    when: 'Date',
    outcome: 'Résultat',
    requests: 'Requêtes',
    web: 'Par le web',
    about: 'environ {{requests}}',
    up: 'Envoyé',
    down: 'Reçu',
    edits: 'Modifications',
    documents: 'Documents',
    duration: 'Durée',
    editsCell: 'envoi {{sent}}, réception {{received}}',
    documentsCell: 'envoi {{sent}}, réception {{received}}',
    nothing: '–',
    caption: 'Les 200 derniers échanges avec l’ENT, le plus récent d’abord',
  },
  web: {
    sentence_one:
      '{{count}} copie rendue en {{ours}} requêtes ; par le web, environ {{web}} requêtes et {{bytes}}.',
    sentence_many:
      '{{count}} copies rendues en {{ours}} requêtes ; par le web, environ {{web}} requêtes et {{bytes}}.',
    sentence_other:
      '{{count}} copies rendues en {{ours}} requêtes ; par le web, environ {{web}} requêtes et {{bytes}}.',
    how: 'Comment est-ce calculé ?',
    measured:
      'Corriger une classe de 35 copies dans les pages web d’un Moodle 5.1 a demandé 505 à 542 requêtes au serveur : environ {{perCopy}} par copie. Il en est venu 43,6 Mo, soit {{bytesPerCopy}} par copie, chacune étant une page numérisée de 2,1 Mo. L’estimation multiplie cela par les copies rendues.',
    counted:
      'Une copie compte une fois par échange, qu’elle porte une note, une appréciation ou un fichier annoté. Les séances, que rien n’a permis de comparer, ne comptent pas. Nos requêtes sont toutes celles des échanges qui ont rendu des copies ; nos octets sont dans le tableau, échange par échange, documents compris.',
  },
  outcome: {
    running: 'En cours',
    done: 'Terminé',
    cancelled: 'Arrêté par vous',
    failed: 'Échec : {{reason}}',
    failedPlain: 'Échec',
    interrupted: 'Interrompu, repris ensuite',
  },
  plot: {
    title_one: 'Le dernier jour',
    title_many: 'Les {{count}} derniers jours',
    title_other: 'Les {{count}} derniers jours',
    label:
      '{{requests}} requêtes à l’ENT, {{up}} envoyés, {{down}} reçus. Rendre les copies en a demandé {{ours}}, environ {{web}} par le web.',
    labelAlone: '{{requests}} requêtes à l’ENT, {{up}} envoyés, {{down}} reçus.',
    ours: 'échanges qui ont rendu des copies',
    rest: 'autres échanges',
    web: 'les mêmes copies par le web (estimation)',
    up: 'envoyé',
    down: 'reçu',
    requests: 'requêtes',
    bar: '{{when}} : {{requests}} requêtes, {{up}} envoyés, {{down}} reçus',
    barWeb: '{{when}} : {{requests}} requêtes, environ {{web}} par le web, {{up}} envoyés, {{down}} reçus',
    figures: 'Les chiffres, jour par jour',
    day: 'Jour',
    exchanges: 'Échanges',
  },
  ended: {
    failed: 'Synchronisation interrompue. {{title}}. {{text}}',
    conflicts_one: 'Synchronisation terminée : {{count}} modification à départager.',
    conflicts_many: 'Synchronisation terminée : {{count}} modifications à départager.',
    conflicts_other: 'Synchronisation terminée : {{count}} modifications à départager.',
    refused_one: 'Synchronisation terminée : {{count}} modification que l’ENT n’a pas prise.',
    refused_many: 'Synchronisation terminée : {{count}} modifications que l’ENT n’a pas prises.',
    refused_other: 'Synchronisation terminée : {{count}} modifications que l’ENT n’a pas prises.',
    done: 'Synchronisation terminée.',
    cancelled: 'Synchronisation arrêtée. Le reste partira la prochaine fois.',
  },
} as const;
