/** The document viewer, in any screen. */
export const documentView = {
  toolbar: 'Outils du document',
  scale: 'Échelle',
  command: {
    'zoom-in': 'Agrandir',
    'zoom-out': 'Réduire',
    'fit-width': 'Ajuster à la largeur',
    'fit-page': 'Page entière',
    rotate: 'Tourner d’un quart',
    'two-pages': 'Deux pages côte à côte',
    thumbnails: 'Vignettes des pages',
  },
  find: {
    label: 'Chercher dans le document',
    next: 'Suivant',
    previous: 'Précédent',
    close: 'Fermer la recherche',
    place: '{{current}} sur {{total}}',
    none: 'Introuvable',
  },
  page: {
    label: 'Page {{page}}',
    thumbnails: 'Vignettes des pages',
    field: 'Page affichée, sur {{count}}',
    of: 'sur {{count}}',
  },
  text: {
    pictures_one: 'Une image de ce document n’est pas montrée. Enregistrez-en une copie pour la voir.',
    pictures_many:
      '{{count}} d’images de ce document ne sont pas montrées. Enregistrez-en une copie pour les voir.',
    pictures_other:
      '{{count}} images de ce document ne sont pas montrées. Enregistrez-en une copie pour les voir.',
    monospace: 'Chasse fixe',
    cut: 'Seul le début est montré : le fichier est très long. Enregistrez une copie pour le lire en entier.',
  },
  action: {
    save: 'Enregistrer une copie…',
    saved: 'Copie enregistrée : {{name}}',
  },
  type: {
    pdf: 'Document PDF',
    word: 'Texte mis en page',
    sheet: 'Tableur',
    slides: 'Diaporama',
    archive: 'Archive',
    audio: 'Enregistrement sonore',
    video: 'Vidéo',
    image: 'Image',
    file: 'Fichier',
  },
  kindAndSize: '{{kind}}, {{size}}',
  away: {
    waiting: 'Il sera reçu à la prochaine synchronisation.',
    corrupt:
      'L’ENT l’a envoyé abîmé : rien n’en a été gardé. Il sera redemandé aux prochaines synchronisations ; si cela dure, signalez-le à votre établissement.',
    missing:
      'L’ENT ne l’a plus. Il sera redemandé aux prochaines synchronisations ; si cela dure, demandez à nouveau ce fichier à son auteur.',
    refused:
      'L’ENT, ou une protection devant lui, refuse de l’envoyer. Il sera redemandé aux prochaines synchronisations ; si cela dure, signalez-le à votre établissement.',
  },
  notShown:
    'Cartable ne montre pas ce genre de fichier. Enregistrez-en une copie pour l’ouvrir avec le logiciel qui lui convient.',
  fault: {
    missing: 'Il sera reçu à la prochaine synchronisation.',
    damaged:
      'Ce fichier est abîmé ou incomplet : il ne peut pas être affiché. C’est ainsi qu’il a été reçu ; demandez-en une autre version.',
    protected: 'Ce fichier est protégé par un mot de passe. Enregistrez-en une copie pour l’ouvrir ailleurs.',
    unreadable: 'Ce fichier n’a pas pu être affiché. Enregistrez-en une copie pour l’ouvrir ailleurs.',
  },
} as const;
