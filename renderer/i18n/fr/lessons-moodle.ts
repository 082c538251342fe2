/** Of lessons.ts: a lesson that goes to a course at Moodle, by what its web service allows. */
export const lessonsMoodle = {
  open: 'Déposer sur Moodle…',
  title: 'Déposer la séance sur Moodle',
  hint: 'Moodle n’a pas de place pour les séances elles-mêmes, qui restent sur cet ordinateur. Voici ce que ce cours permet d’en montrer. Ce qui y est déjà n’est pas déposé deux fois.',
  event: 'Calendrier du cours',
  eventHint: 'Son titre, sa date et son texte, que les élèves voient dans leur calendrier.',
  forum: 'Forum «\u00a0{{name}}\u00a0»',
  newsHint: 'Son texte et ses documents, en annonce\u00a0: Moodle l’envoie aussi par courriel aux élèves.',
  forumHint: 'Son texte et ses documents, en nouvelle discussion.',
  files: 'Vos fichiers personnels',
  filesHint: 'Ses documents, pour les ajouter ensuite au cours sur Moodle. Les élèves ne les voient pas.',
  deposit: 'Déposer',
  replace: 'Mettre à jour',
  complete: 'Compléter',
  done: 'Déposé sur Moodle, et relu.',
  states: {
    there: 'Déjà là.',
    'changed-here': 'Déposé avant vos derniers changements.',
    'changed-there': 'Modifié sur Moodle depuis\u00a0: Cartable n’y touche plus.',
  },
  announcedBefore:
    'Déjà annoncé, avant vos derniers changements. Corrigez-le sur le forum\u00a0: une seconde annonce partirait à tous.',
  nothing: 'Ce cours ne vous laisse rien déposer par ce moyen\u00a0: ni calendrier, ni forum, ni fichiers.',
  package:
    'Pour une séquence entière, avec ses textes et ses documents\u00a0: «\u00a0Progression\u00a0», son menu, «\u00a0Exporter en Common Cartridge…\u00a0», puis «\u00a0Restaurer\u00a0» dans le cours.',
  left: {
    before: 'Ne partiront pas avec l’annonce\u00a0:',
    after: 'Ne sont pas dans l’annonce\u00a0:',
    nowhere: 'Ne peuvent pas être déposés sur ce Moodle\u00a0:',
    why: '«\u00a0{{name}}\u00a0»\u00a0: {{reason}}',
    reasons: {
      'no-attachments': 'ce forum n’accepte aucun document de vous.',
      'too-large': 'plus lourd que ce qui y est accepté.',
      'too-many': 'de trop pour ce forum, qui en limite le nombre.',
      'not-here':
        'il n’est pas sur cet ordinateur. S’il vient de Moodle, synchronisez (F9)\u202f; sinon, joignez-le de nouveau à la séance.',
    },
    agree: 'Annoncer sans ces documents',
    toFiles: 'Vos fichiers personnels, ci-dessous, peuvent recevoir ceux qui sont ici et que Moodle accepte.',
    toCourse: 'Ils peuvent s’ajouter au cours sur la page de Moodle.',
  },
  contents: 'Ce que contient le cours',
  empty: 'Vide',
  hidden: '(caché aux élèves)',
};
