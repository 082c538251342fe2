/** The frame around the screens: rail, banners, messages, and words that several screens share. */
export const app = {
  name: 'Cartable',
  rail: {
    label: 'Écrans',
    today: 'Aujourd’hui',
    classes: 'Classes',
    grading: 'Corriger',
    lessons: 'Préparer',
    documents: 'Documents',
    sync: 'Synchronisation',
    settings: 'Réglages',
    help: 'Aide',
    waiting_one: '{{count}} modification en attente',
    waiting_many: '{{count}} modifications en attente',
    waiting_other: '{{count}} modifications en attente',
  },
  skipToContent: 'Aller au contenu',
  togglePassword: 'Montrer ou cacher le mot de passe',
  messages: 'Messages',
  justNow: 'à l’instant',
  loading: 'Chargement…',
  action: {
    cancel: 'Annuler',
    close: 'Fermer',
    retry: 'Réessayer',
    undo: 'Annuler',
  },
  keys: {
    title: 'Raccourcis clavier',
    Enter: 'Entrée',
    Escape: 'Échap',
    Shift: 'Maj',
    change: 'Changer la touche {{key}} : {{words}}',
    press: 'Appuyez sur la nouvelle touche. Échap pour la garder.',
    listening: '…',
    taken: 'La touche {{key}} sert déjà : {{words}}.',
    unfit:
      'Cette touche ne peut pas être choisie. Prenez une lettre ou un signe ; les chiffres commencent une note.',
    hint: 'Cliquez sur une touche pour la changer.',
    reset: 'Remettre les touches d’origine',
  },
  undo: {
    undone: 'Annulé : {{label}}',
    redone: 'Rétabli : {{label}}',
    nothing: 'Il n’y a rien à annuler.',
    nothingToRedo: 'Il n’y a rien à rétablir.',
  },
  engine: {
    restarting: 'Cartable redémarre sa partie interne. Votre travail enregistré est intact.',
    failed:
      'La partie interne de Cartable s’est arrêtée plusieurs fois. Votre travail enregistré est intact.',
    restart: 'Redémarrer',
  },
  readOnly: {
    future:
      'Ces données viennent d’une version plus récente de Cartable : elles sont en lecture seule. Mettez Cartable à jour pour les modifier.',
    other: 'Vos données sont ouvertes en lecture seule : rien ne peut être modifié pour le moment.',
  },
  crash: {
    title: 'Cet écran a rencontré une erreur',
    text: 'C’est une faute de Cartable. Votre travail enregistré est intact.',
    retry: 'Rouvrir l’écran',
  },
  signIn: {
    title: 'Votre session a pris fin',
    text: 'Reconnectez-vous à {{school}} ({{login}}) pour que les échanges avec l’ENT reprennent. Votre travail est enregistré ici.',
    password: 'Mot de passe',
    submit: 'Se connecter',
    later: 'Plus tard',
    done: 'Vous êtes de nouveau connecté.',
  },
  syncState: {
    synced: 'Enregistré sur l’ENT',
    /** Of what its server has no place for. */
    here: 'Enregistré sur cet ordinateur',
    waiting: 'En attente d’envoi',
    conflict: 'À départager',
    refused: 'Refusé par l’ENT',
  },
} as const;
