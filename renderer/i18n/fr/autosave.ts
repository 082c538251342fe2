/** What is said beside a field that saves itself. */
export const autosave = {
  typed: 'Modifié',
  saving: 'Enregistrement…',
  saved: 'Enregistré',
  retrying: 'Pas encore enregistré : nouvel essai en cours.',
  failed: 'Non enregistré.',
} as const;
