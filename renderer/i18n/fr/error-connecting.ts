/** What an error means to who is not connected yet: nothing waits, and nothing is tried again by itself. */
export const errorConnecting = {
  'ent/not-an-ent':
    'Le serveur n’a pas répondu comme le fait un ENT : c’est un autre site, un portail d’accès répond à sa place, ou l’ENT se trompe. Vérifiez l’adresse ; sur un réseau avec portail d’accès, identifiez-vous d’abord sur celui-ci. Puis réessayez.',
  'ent/refused':
    'Votre compte n’a peut-être pas ce droit. Rien n’a changé ici ; si cela dure, prévenez l’établissement.',
  'ent/unsupported-version':
    'L’un des deux est trop ancien, et rien n’a changé ici. Mettez Cartable à jour, ou signalez-le à votre établissement.',
  'ent/unreachable':
    'Le serveur est arrêté, ou le réseau ne mène pas jusqu’à lui. Vérifiez l’adresse et le réseau, puis réessayez.',
  'ent/server-error':
    'La faute est de son côté, et rien n’a changé ici. Réessayez dans quelques minutes ; si cela dure, prévenez l’établissement.',
  'ent/paused':
    'Il est très sollicité en ce moment, et rien n’a changé ici. Réessayez dans quelques minutes.',
  'moodle/maintenance': 'Rien n’a changé ici. Réessayez quand la maintenance sera finie.',
  'moodle/moved':
    'Il renvoie vers {{address}}. Votre mot de passe n’y a pas été envoyé : continuez seulement si c’est bien la nouvelle adresse de votre établissement.',
  'network/offline':
    'Il est débranché, ou en mode avion. Rétablissez le réseau, puis réessayez. La démonstration fonctionne sans lui.',
  'network/no-such-host':
    'Le réseau répond, mais ne connaît pas cette adresse : l’ENT a pu en changer, ou ce réseau le cache. Vérifiez-la, puis réessayez.',
  'network/dns-failed':
    'Il est branché, mais son annuaire (DNS) ne répond pas. Réessayez dans quelques minutes ; si cela dure, changez de réseau ou prévenez l’établissement.',
  'network/captive-portal':
    'Une page du réseau a répondu à la place de l’ENT. Ouvrez votre navigateur et identifiez-vous, puis réessayez ici.',
  'network/proxy-sign-in':
    'Cartable ne le connaît pas et n’a rien envoyé. Demandez à l’établissement de laisser passer Cartable, ou connectez-vous depuis un autre réseau.',
  'network/proxy-unreachable':
    'Cet ordinateur doit passer par un proxy, qui ne répond pas ou refuse cette adresse. Réessayez dans quelques minutes ; si cela dure, prévenez l’établissement.',
  'network/certificate-expired':
    'La connexion ne serait pas sûre : votre mot de passe n’a pas été envoyé. C’est à l’ENT de renouveler son certificat ; vérifiez aussi la date de cet ordinateur, puis réessayez.',
  'network/certificate-wrong-host':
    'Ce qui répond n’a pas prouvé être l’ENT : votre mot de passe n’a pas été envoyé. Vérifiez l’adresse ; sur un réseau public, réessayez depuis un autre.',
  'network/certificate-unknown':
    'Il n’est signé par aucune autorité connue de cet ordinateur : votre mot de passe n’a pas été envoyé. Un filtre de l’établissement peut l’expliquer ; son certificat doit être installé sur cet ordinateur. Réessayez ensuite.',
  'network/clock-wrong':
    'Le certificat de l’ENT n’est pas encore valable à cette date : votre mot de passe n’a pas été envoyé. Réglez la date et l’heure, puis réessayez.',
} as const;
