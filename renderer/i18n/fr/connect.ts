export const connect = {
  title: 'Bienvenue dans Cartable',
  sentence:
    'Préparez vos cours et corrigez vos copies sans réseau ; Cartable échange ensuite avec votre ENT ou votre Moodle en quelques requêtes.',
  demo: {
    title: 'Essayer sans compte',
    text: 'Un lycée inventé, avec ses classes et ses copies, tourne sur cet ordinateur. Rien ne sort sur le réseau.',
    button: 'Découvrir avec un lycée de démonstration',
    preparing: 'Préparation du lycée de démonstration : classes, devoirs, copies…',
  },
  backup: {
    button: 'Ouvrir une sauvegarde chiffrée…',
    title: 'Ouvrir une sauvegarde',
    text: 'Le compte s’ouvre avec tout ce qu’il contenait. Il faudra ensuite redonner le mot de passe de l’ENT.',
    choose: 'Choisir la sauvegarde à ouvrir',
    file: 'Fichier : {{name}}',
    passphrase: 'Phrase secrète',
    replace: 'Mettre de côté ce qui est ici, et ouvrir la sauvegarde à la place',
    submit: 'Ouvrir',
    leftOut_one: '{{count}} document abîmé n’a pas pu être repris.',
    leftOut_many: '{{count}} documents abîmés n’ont pas pu être repris.',
    leftOut_other: '{{count}} documents abîmés n’ont pas pu être repris.',
    done: 'La sauvegarde est ouverte',
  },
  account: {
    title: 'Se connecter à votre ENT ou à Moodle',
    address: 'Adresse de l’ENT, de Moodle ou d’Éléa',
    addressHint: 'Par exemple ent.mon-lycee.fr',
    login: 'Identifiant',
    password: 'Mot de passe',
    submit: 'Se connecter',
    connecting: 'Connexion à l’ENT…',
    /** To a site that has moved. */
    goOn: 'Continuer vers {{address}}',
  },
  browser: {
    button: 'Se connecter par le navigateur',
    provider: 'Se connecter avec {{name}}',
    hint: 'La page de votre ENT ou de votre Moodle s’ouvre : Cartable ne voit pas votre mot de passe.',
    or: 'ou avec un mot de passe',
    beginning: 'Ouverture de la page de l’établissement…',
    waiting: 'Continuez dans votre navigateur',
    waitingText:
      'La page de votre ENT s’y est ouverte. Une fois connecté, revenez ici : Cartable vous attend dix minutes.',
    moodleText:
      'La page de votre Moodle s’y est ouverte. Une fois connecté, laissez le navigateur ouvrir Cartable. Cette page parle d’une application et d’une inscription : elle prend Cartable pour celle de Moodle.',
    paste: 'Cartable ne s’ouvre pas ?',
    pasteHint: 'Faites un clic droit sur le lien de cette page, copiez son adresse et collez-la ici.',
    pasteSubmit: 'Continuer',
    openAgain: 'Ouvrir à nouveau',
    cancel: 'Annuler',
    /** On the page that the browser shows in the end. */
    done: 'Vous êtes connecté. Vous pouvez fermer cette page et revenir à Cartable.',
    failed: 'La connexion n’a pas abouti. Fermez cette page et recommencez dans Cartable.',
  },
  /** Why a sign-in by the browser was not finished. */
  browserReason: {
    timeout:
      'Personne n’est revenu du navigateur en dix minutes. Rien n’a changé ici : réessayez, ou donnez votre mot de passe.',
    denied:
      'Vous avez refusé l’accès sur la page de l’ENT. Rien n’a changé ici : réessayez, ou donnez votre mot de passe.',
    refused:
      'L’ENT n’a pas accepté ce que le navigateur a rapporté. Rien n’a changé ici : réessayez, ou donnez votre mot de passe.',
    'not-offered': 'Cet ENT ne propose pas de se connecter par le navigateur. Donnez votre mot de passe.',
    'other-account':
      'C’est un autre compte qui s’est connecté dans le navigateur. Déconnectez-le sur la page de l’ENT, puis réessayez avec le vôtre.',
    'not-an-answer':
      'Ce n’est pas l’adresse du lien de la page. Copiez celle du lien, en entier, et collez-la de nouveau.',
    'other-answer':
      'Cette adresse répond à une autre connexion, ou vient d’un autre Moodle. Connectez-vous sur la page qui vient de s’ouvrir, puis collez la sienne.',
    cancelled: 'Elle a été annulée. Rien n’a changé ici.',
    replaced: 'Une autre connexion a été commencée depuis : terminez celle-ci dans le navigateur.',
  },
  language: 'Langue',
  missing: {
    'database-missing': 'La base de votre compte a disparu',
    'database-empty': 'La base de votre compte est vide',
    'active-unreadable': 'Cartable ne sait plus quel compte était ouvert',
    backUps: 'Sauvegardes de la base, la plus récente d’abord :',
    noBackUp: 'Il n’y a pas de sauvegarde à côté.',
    restore:
      'Fermez Cartable, copiez la plus récente à la place de cartable.sqlite, puis rouvrez-le : ce que l’ENT a reçu depuis revient à la prochaine synchronisation.',
    reconnect:
      'Se reconnecter à l’ENT fait aussi revenir tout ce qu’il a reçu, mais pas les modifications qui n’étaient pas parties. D’ici là, gardez le dossier tel quel.',
    lookAgain: 'Reconnectez-vous au même ENT avec le même identifiant : vous retrouverez tout.',
  },
  memoryOnly: {
    title: 'Le mot de passe sera redemandé',
    text: 'Cet ordinateur n’a pas de trousseau de clés : la session n’est gardée qu’en mémoire. Après un redémarrage de Cartable, il faudra se reconnecter pour synchroniser. Votre travail, lui, est enregistré.',
  },
} as const;
