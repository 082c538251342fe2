/** Of error.ts: what is told of data on this computer. */
export const dataErrors = {
  'grading/form-of-server': {
    title: 'Ce devoir a le barème de Moodle',
    text: 'Ses niveaux et ses critères se changent sur Moodle. Rien n’a changé ici.',
  },
  'grading/not-handled': {
    title: 'Votre serveur ne suit pas cela',
    text: 'Pour ce devoir, il n’accepte ni ce délai, ni cette tentative, ni cet état. Rien n’a changé ici.',
  },
  'grading/extension-too-early': {
    title: 'Ce délai finit avant la date du devoir',
    text: 'Choisissez une date qui suit celle où le devoir est à rendre. Rien n’a changé.',
  },
  'grading/no-more-attempts': {
    title: 'Cet élève n’a plus de tentative',
    text: 'Le devoir n’en permet pas davantage. Leur nombre se change sur Moodle.',
  },
  'store/not-found': {
    title: 'Cet élément n’existe plus',
    text: 'Il a été supprimé, sur l’ENT ou ici. L’écran va se mettre à jour.',
  },
  'store/disk-full': {
    title: 'Le disque est plein',
    text: 'La dernière modification n’a pas été enregistrée ; tout le reste l’est. Libérez de la place, puis refaites-la.',
  },
  'store/read-only': {
    title: 'Vos données sont ouvertes en lecture seule',
    text: 'Rien ne peut être modifié pour le moment. Vous pouvez lire et enregistrer des copies.',
  },
  'store/busy': {
    title: 'Vos données sont occupées',
    text: 'Un autre programme les tient. Réessayez dans un instant.',
  },
  'backup/wrong-passphrase': {
    title: 'Ce n’est pas la phrase secrète de cette sauvegarde',
    text: 'Vérifiez les majuscules et les espaces, puis réessayez. Sans elle, personne ne peut ouvrir ce fichier : pas même nous.',
  },
  'backup/not-a-backup': {
    title: 'Ce fichier n’est pas une sauvegarde',
    text: 'Choisissez un fichier que Cartable a écrit par « Sauvegarder dans un fichier chiffré ».',
  },
  'backup/damaged': {
    title: 'Cette sauvegarde est abîmée',
    text: 'Elle est incomplète, ou des octets ont changé : rien n’en a été repris, et rien n’a changé ici. Copiez-la de nouveau, ou prenez-en une autre.',
  },
  'backup/account-here': {
    title: 'Ce compte est déjà sur cet ordinateur',
    text: 'Vous pouvez l’ouvrir en vous connectant. Si la sauvegarde doit prendre sa place, cochez « Mettre de côté ce qui est ici » : rien ne sera effacé.',
  },
  'store/in-use': {
    title: 'Vos données sont déjà ouvertes ailleurs',
    text: 'Une autre fenêtre de Cartable, ou sa ligne de commande, s’en sert sur cet ordinateur. Fermez-la, puis réessayez.',
  },
  'store/corrupt': {
    title: 'Le fichier de données est abîmé',
    text: 'Cartable n’y écrit plus, pour ne rien perdre. Une sauvegarde peut être remise en place : gardez ce dossier tel quel.',
  },
  'store/from-future': {
    title: 'Ces données viennent d’une version plus récente',
    text: 'Elles sont ouvertes en lecture seule. Mettez Cartable à jour pour les modifier.',
  },
  'store/not-a-folder': {
    title: 'Le dossier de vos données est un fichier',
    text: 'Là où Cartable garde vos données, un fichier tient la place du dossier. Déplacez-le, puis réessayez.',
  },
  'vault/blob-missing': {
    title: 'Le document n’est pas sur cet ordinateur',
    text: 'Il arrivera à la prochaine synchronisation.',
  },
  'vault/blob-corrupt': {
    title: 'Le document est abîmé sur le disque',
    text: 'Son contenu ne correspond plus à son empreinte. Il sera redemandé à l’ENT à la prochaine synchronisation.',
  },
  'library/no-program': {
    title: 'Aucun logiciel n’a ouvert ce fichier',
    text: 'Cet ordinateur n’a pas de logiciel pour ce genre de fichier. Installez-en un, ou choisissez-en un dans les réglages du système.',
  },
  'library/lesson-gone': {
    title: 'La séance de ce document n’est plus là',
    text: 'Ce que vous avez enregistré dans «\u00a0{{name}}\u00a0» n’y a pas été repris. Remettez la séance, et il y reviendra de lui-même\u202f; ou enregistrez-le ailleurs depuis son logiciel.',
  },
  'lessons/too-many-blocks': {
    title: 'Ce texte est trop long pour une séance',
    text: 'Il reste dans cette fenêtre, mais n’est plus enregistré. Partagez-le entre plusieurs séances.',
  },
  'moodle/not-kept': {
    title: 'Moodle ne l’a pas gardé',
    text: 'Rien de plus n’y a été écrit. Vous n’en avez peut-être plus le droit dans ce cours\u00a0: rouvrez cette fenêtre, elle n’offre que ce que le cours permet.',
  },
  'moodle/changed-there': {
    title: 'Quelqu’un l’a modifié sur Moodle',
    text: 'Cartable ne l’a pas remplacé. Pour le changer, faites-le sur la page du cours.',
  },
  'moodle/no-room': {
    title: 'Ce Moodle n’a pas de place pour ces documents',
    text: 'L’un d’eux est plus grand que ce qu’il accepte, ils sont trop nombreux pour ce forum, ou votre espace y est plein. Rien n’a été publié.',
  },
  'lock/locked': {
    title: 'Cartable est verrouillé',
    text: 'Tapez votre phrase secrète pour continuer.',
  },
  'lock/wrong-passphrase': {
    title: 'Ce n’est pas la phrase secrète',
    text: 'Vérifiez les majuscules et le clavier, puis retapez-la.',
  },
  'lock/wait': {
    title: 'Trop d’essais',
    text: 'Attendez encore {{waitS}}\u00a0s, puis réessayez.',
  },
} as const;
