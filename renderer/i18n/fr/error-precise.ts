/** What can be said in place of an error's general text when its values are known (error-words.ts lists them). */
export const errorPrecise = {
  'account/browser-sign-in-failed': '{{browserReason}}',
  'ent/paused':
    'Il est très sollicité en ce moment et demande de revenir le {{untilMs}}. Vos modifications attendent ici et partiront ensuite ; jusque-là, « Synchroniser maintenant » attend aussi.',
  'grading/grade-out-of-range': 'La note doit aller de 0 à {{maxTimes100}}. La note précédente est gardée.',
  'grading/comment-too-long':
    'L’ENT accepte {{max}} caractères au plus : il y en a {{excess}} de trop. Raccourcissez le texte pour qu’il soit enregistré.',
  'lessons/too-many-blocks':
    'Une séance prend {{mostBlocks}} paragraphes au plus : il y en a {{excessBlocks}} de trop. Ils restent dans cette fenêtre, mais ne sont plus enregistrés : partagez le texte entre plusieurs séances.',
  'library/file-missing': '« {{name}} » a été déplacé ou supprimé depuis que vous l’avez choisi.',
  'library/file-unreadable':
    '« {{name}} » est peut-être tenu ouvert par un autre logiciel, ou vous n’avez pas le droit de le lire.',
  'moodle/maintenance':
    'Rien n’est perdu : vos modifications attendent ici. Cartable réessaiera de lui-même après le {{untilMs}} ; jusque-là, « Synchroniser maintenant » attend aussi.',
  'moodle/no-room':
    'Moodle ne prend pas «\u00a0{{name}}\u00a0»\u00a0: il est trop lourd, de trop, absent de cet ordinateur, ou votre espace y est plein. Rien n’a été publié. Rouvrez cette fenêtre\u00a0: elle dit ce qui peut partir.',
  'watch/folder-refused': '{{folderReason}}',
  'library/file-refused': '« {{name}} » : {{reason}} Le fichier d’origine n’a pas été touché.',
} as const;
