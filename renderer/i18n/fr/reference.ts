export const reference = {
  label: 'À côté de la copie',
  toggle: 'Corrigé ou énoncé à côté de la copie',
  toggleKeys: 'Corrigé ou énoncé à côté de la copie (Maj+{{key}})',
  hide: 'Cacher ce qui est à côté de la copie',
  parts: {
    label: 'Ce qui est à côté de la copie',
    key: 'Corrigé',
    subject: 'Énoncé',
    instructions: 'Consigne',
  },
  none: {
    key: 'Choisissez un corrigé ou déposez-le ici\u00a0: il restera à côté de toutes les copies de ce devoir. Il n’est pas envoyé.',
    subject:
      'Choisissez un énoncé ou déposez-le ici\u00a0: il restera à côté de toutes les copies de ce devoir. Il n’est pas envoyé.',
  },
  choose: { key: 'Choisir le corrigé', subject: 'Choisir l’énoncé' },
  file: 'Choisir un fichier…',
  document: 'Document à côté de la copie',
  otherFile: 'Ajouter un autre fichier…',
  fromLibrary: 'Parmi mes documents…',
  change: 'Ajouter un document, ou retirer celui-ci',
  remove: 'Retirer',
  bringing: 'Le document est préparé…',
  chosen: {
    key: 'Corrigé de «\u00a0{{title}}\u00a0» choisi',
    subject: 'Énoncé de «\u00a0{{title}}\u00a0» choisi',
  },
  removed: 'Document retiré d’à côté des copies de «\u00a0{{title}}\u00a0»',
  library: {
    label: 'Mes documents',
    search: 'Chercher un nom',
    empty: 'Vous n’avez pas encore de document.',
    none: 'Aucun document ne correspond.',
    more_one: 'Et {{count}}\u00a0autre\u00a0: écrivez un mot de son nom.',
    more_many: 'Et {{count}}\u00a0autres\u00a0: écrivez un mot de leur nom.',
    more_other: 'Et {{count}}\u00a0autres\u00a0: écrivez un mot de leur nom.',
  },
} as const;
