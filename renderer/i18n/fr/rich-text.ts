/** The text editor of lessons. */
export const richText = {
  toolbar: 'Mise en forme',
  variant: 'Version du poste {{device}} : gardez celle qui convient, retirez l’autre',
  command: {
    bold: 'Gras',
    italic: 'Italique',
    heading2: 'Titre',
    heading3: 'Sous-titre',
    bulletList: 'Liste à puces',
    orderedList: 'Liste numérotée',
    blockquote: 'Citation',
    code: 'Code',
    codeBlock: 'Bloc de code',
    horizontalRule: 'Ligne de séparation',
    undo: 'Annuler',
    redo: 'Rétablir',
  },
  link: {
    label: 'Lien',
    address: 'Adresse du lien',
    example: 'https://…',
    refused: 'Écrivez l’adresse d’une page (https://…) ou une adresse de courriel.',
    set: 'Mettre le lien',
    open: 'Ouvrir',
    remove: 'Retirer le lien',
  },
} as const;
