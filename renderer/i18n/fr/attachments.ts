/** Files joined to a lesson or given back with a submission. */
export const attachments = {
  choose: 'Joindre un fichier…',
  chooseTitle: 'Choisir des fichiers à joindre',
  drop: 'Déposez les fichiers ici',
  notAFile: {
    title: 'Ce qui a été déposé n’est pas un fichier',
    text: 'Enregistrez-le d’abord sur cet ordinateur, puis déposez-le ici.',
  },
  waiting: 'En attente',
  working: 'Allègement en cours…',
  dismiss: 'Ne plus afficher {{name}}',
  retry: 'Réessayer',
  remove: 'Retirer {{name}}',
  removed: 'Fichier retiré : {{name}}',
  open: 'Voir {{name}}',
  lighter: '{{before}} → {{after}} ({{percent}} de moins)',
  kept: '{{size}}. {{why}}',
  refused: '{{title}}. {{why}}',
} as const;
