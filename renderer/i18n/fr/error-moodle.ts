/** What a Moodle says of itself, or does not let pass. */
export const moodleErrors = {
  'moodle/web-services-off': {
    title: 'Ce Moodle n’est pas ouvert aux applications',
    text: 'Ses services web, ou son service mobile, sont désactivés. Demandez à votre établissement d’activer « Services web pour appareils mobiles ».',
  },
  'moodle/password-change': {
    title: 'Moodle demande de changer de mot de passe',
    text: 'Changez-le sur la page de Moodle, dans votre navigateur, puis revenez ici.',
  },
  'moodle/policy-not-agreed': {
    title: 'Moodle demande d’accepter ses conditions d’utilisation',
    text: 'Acceptez-les sur la page de Moodle, dans votre navigateur, puis revenez ici.',
  },
  'moodle/profile-incomplete': {
    title: 'Moodle demande de compléter votre profil',
    text: 'Complétez-le sur la page de Moodle, dans votre navigateur, puis revenez ici.',
  },
  'moodle/maintenance': {
    title: 'Ce Moodle est en maintenance',
    text: 'Rien n’est perdu : vos modifications attendent ici, Cartable réessaiera de lui-même.',
  },
  'moodle/moved': {
    title: 'Ce Moodle a changé d’adresse',
    text: 'Il renvoie vers {{address}}, où rien n’a été envoyé. Demandez à votre établissement si c’est bien sa nouvelle adresse ; ce qui attend est gardé ici.',
  },
  'moodle/too-old': {
    title: 'Ce Moodle est trop ancien pour Cartable',
    text: 'Il faut Moodle 4.1 ou plus récent. Signalez-le à votre établissement.',
  },
  'moodle/missing-functions': {
    title: 'Ce Moodle n’offre pas tout ce qu’il faut à Cartable',
    text: 'Son service mobile a été restreint, ou n’échange pas de fichiers. Signalez-le à votre établissement.',
  },
  'moodle/browser-only': {
    title: 'Ce Moodle n’a pas accepté ce mot de passe',
    text: 'On s’y connecte par la page de l’établissement : choisissez « Se connecter par le navigateur ».',
  },
} as const;
