/** What the optimiser made of a document, in words. Keys of `reason` are the optimiser's own. */
export const optimise = {
  outcome: {
    optimised: 'Allégé',
    kept: 'Gardé tel quel',
    refused: 'Refusé',
  },
  /** Why a folder cannot be watched. */
  folderReason: {
    missing: 'Ce dossier n’existe pas, ou n’est pas accessible pour le moment.',
    unreadable: 'Vous n’avez pas le droit de lire ce dossier.',
    own: 'Cartable y range ses propres données. Choisissez un dossier qui ne les contient pas.',
    watched: 'Ce dossier, ou l’un de ceux qu’il contient, est déjà suivi.',
  },
  reason: {
    'not-smaller': 'Il ne peut pas devenir plus léger.',
    'no-recipe': 'Cartable ne modifie pas ce genre de fichier.',
    signed: 'Il est signé : le modifier casserait sa signature.',
    encrypted: 'Il est protégé par un mot de passe.',
    macros: 'Il contient des macros : le modifier pourrait les casser.',
    'not-proven': 'Une version plus légère n’aurait pas été fidèle à coup sûr.',
    quality: 'Une version plus légère ne lui aurait pas ressemblé assez.',
    damaged: 'Il est abîmé ou incomplet : il ne s’ouvrirait pas.',
    'too-heavy': 'Il pèse plus de 200 Mo : joignez-le vous-même si vous tenez à l’envoyer.',
    folder: 'C’est un dossier : ajoutez plutôt les fichiers qu’il contient.',
    empty: 'Il est vide.',
    misnamed: 'Il n’est pas ce que son nom annonce.',
    unsafe: 'C’est une archive qui écrirait hors de son propre dossier.',
    'too-large': 'Il est trop volumineux pour être ouvert sans risque.',
    crashed: 'Son contenu fait échouer le programme de lecture.',
    'timed-out': 'Sa lecture a pris trop de temps.',
    other: 'Il reste tel quel.',
  },
} as const;
