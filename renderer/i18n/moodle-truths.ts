/**
 * What is true of an ENT and not of a Moodle, which takes grades, comments and copies alone, has no hours of its own and no limit of letters: said
 * in other words there, by the sentence's path in the catalogue.
 */
export const MOODLE_TRUTHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fr: {
    'sync.waiting.sealed':
      'Envoi commencé\u00a0: la réponse de Moodle manque encore. Cartable regardera d’abord si tout y est, et n’enverra que le reste.',
    'sync.lane.ent-hours': 'Partira {{when}}, hors des heures chargées.',
    'gradingRules.scale.help':
      'Le niveau se tape à la place de la note (B, TBM, le début du mot) et se lit dans le carnet et les tableaux. Un devoir que Moodle note par un barème à lui a déjà ses niveaux\u202f; ailleurs Moodle reçoit la valeur, jamais le niveau. Dans les moyennes, un niveau compte pour sa valeur, ou pas du tout si le devoir est non significatif.',
    'error.policy/address-locked.title': 'Votre établissement a choisi son serveur',
    'error.network/no-such-host.title': 'L’adresse de votre Moodle est introuvable',
    'error.network/no-such-host.text':
      'Le réseau répond, mais ne connaît pas cette adresse : elle a pu changer, ou ce réseau la cache. Cartable réessaiera ; si cela dure, demandez-la à votre établissement.',
    'errorConnecting.network/no-such-host':
      'Le réseau répond, mais ne connaît pas cette adresse : elle a pu changer, ou ce réseau la cache. Vérifiez-la, puis réessayez.',
    'error.network/certificate-expired.text':
      'La connexion ne serait pas sûre\u00a0: rien n’a été envoyé. C’est à qui gère votre Moodle de le renouveler\u202f; Cartable vérifiera de temps en temps. Vérifiez aussi la date de cet ordinateur.',
    'errorConnecting.network/certificate-expired':
      'La connexion ne serait pas sûre\u00a0: votre mot de passe n’a pas été envoyé. C’est à qui gère votre Moodle de renouveler son certificat\u202f; vérifiez aussi la date de cet ordinateur, puis réessayez.',
    'sync.line.upToDate': 'Tout ce que Moodle prend y est enregistré',
    'sync.waiting.none': 'Rien n’attend\u00a0: Moodle a reçu tout ce qu’il prend.',
    'settings.sync.automaticHint':
      'Vos modifications partent ensemble, en quelques requêtes\u202f; les documents, hors des heures des élèves.',
    'error.grading/comment-too-long.text':
      'Cartable envoie 4\u202f000\u00a0caractères au plus. Raccourcissez le texte pour qu’il soit enregistré.',
    'errorPrecise.grading/comment-too-long':
      'Cartable envoie {{max}}\u00a0caractères au plus\u00a0: il y en a {{excess}} de trop. Raccourcissez le texte pour qu’il soit enregistré.',
  },
  en: {
    'sync.waiting.sealed':
      'Sending has begun: Moodle’s answer is still missing. Cartable will first look whether all is there, and send only the rest.',
    'sync.lane.ent-hours': 'Will leave {{when}}, outside busy hours.',
    'gradingRules.scale.help':
      'The level is typed in the place of the grade (B, VGM, the beginning of the word) and read in the gradebook and in tables. An assignment that Moodle grades by a scale of its own has its levels already; elsewhere Moodle receives the value, never the level. In averages a level counts for its value, or not at all if the assignment does not count.',
    'error.policy/address-locked.title': 'Your school has chosen its server',
    'error.network/no-such-host.title': 'Your Moodle’s address cannot be found',
    'error.network/no-such-host.text':
      'The network answers but does not know this address: it may have changed, or this network hides it. Cartable will try again; if it lasts, ask your school for it.',
    'errorConnecting.network/no-such-host':
      'The network answers but does not know this address: it may have changed, or this network hides it. Check it, then try again.',
    'error.network/certificate-expired.text':
      'The connection would not be safe: nothing was sent. Whoever runs your Moodle has to renew it; Cartable will check now and then. Check this computer’s date too.',
    'errorConnecting.network/certificate-expired':
      'The connection would not be safe: your password was not sent. Whoever runs your Moodle has to renew its certificate; check this computer’s date too, then try again.',
    'sync.line.upToDate': 'All that Moodle takes is saved there',
    'sync.waiting.none': 'Nothing waits: Moodle has received all that it takes.',
    'settings.sync.automaticHint':
      'Your changes leave together, in a few requests; documents, outside of the students’ hours.',
    'error.grading/comment-too-long.text':
      'Cartable sends 4,000 characters at most. Shorten the text for it to be saved.',
    'errorPrecise.grading/comment-too-long':
      'Cartable sends {{max}} characters at most: this is {{excess}} too many. Shorten the text for it to be saved.',
  },
};
