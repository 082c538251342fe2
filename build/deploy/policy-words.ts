import type { PolicyKey } from '../../main/engine/policies/policy-table.ts';

/** What a policy is called, and what it does, in one language. */
export interface PolicyText {
  readonly title: string;
  readonly text: string;
}

/** The words of a policy for administrators, with a value that shows how it is written. */
export interface PolicyWords {
  readonly fr: PolicyText;
  readonly en: PolicyText;
  readonly example: unknown;
}

const HOURS_FR =
  'Jours ISO (1 = lundi), puis heures de Paris : « 1-5 08:00-18:00 ». Une fin avant le début passe minuit.';
const HOURS_EN =
  'ISO weekdays (1 is Monday), then clock times of Paris: "1-5 08:00-18:00". An end before the beginning passes midnight.';

/** In the order in which administrators read them. */
export const POLICY_WORDS: Readonly<Record<PolicyKey, PolicyWords>> = {
  'ent.url': {
    fr: {
      title: 'Adresse de l’ENT',
      text: 'Adresse (https) proposée sur le premier écran.',
    },
    en: { title: 'Address of the ENT', text: 'The address (https) that the first screen proposes.' },
    example: 'https://ent.exemple.fr',
  },
  'ent.locked': {
    fr: {
      title: 'Aucun autre ENT',
      text: 'Cartable ne se connecte qu’à l’adresse de ent.url ; un compte d’un autre ENT reste sur l’ordinateur, sans rien envoyer. Sans ent.url, personne ne peut se connecter.',
    },
    en: {
      title: 'No other ENT',
      text: 'Cartable connects to the address in ent.url only; an account of another ENT stays on the computer and sends nothing. Without ent.url nobody can connect.',
    },
    example: true,
  },
  'ent.connector': {
    fr: {
      title: 'Connecteur de l’ENT',
      text: 'ent : l’API de synchronisation des ENT. moodle : Moodle 4.1 ou plus récent, ou Éléa. Aucun autre n’est essayé, et un compte d’un autre reste sur l’ordinateur, sans rien envoyer ; proposé, il est essayé le premier. Sans cette stratégie : ent, puis moodle.',
    },
    en: {
      title: 'Connector of the ENT',
      text: 'ent: the ENT sync API. moodle: Moodle 4.1 or later, or Éléa. No other is tried, and an account of another stays on the computer and sends nothing; recommended, it is tried first. Without this policy: ent, then moodle.',
    },
    example: 'ent',
  },
  'sync.automatic': {
    fr: {
      title: 'Synchronisation automatique',
      text: 'Non : Cartable n’échange que lorsque l’enseignant clique. Oui : l’enseignant ne peut pas l’arrêter dans les réglages.',
    },
    en: {
      title: 'Automatic synchronisation',
      text: 'No: Cartable exchanges only when the teacher clicks. Yes: the teacher cannot turn it off in the settings.',
    },
    example: true,
  },
  'sync.windows': {
    fr: {
      title: 'Heures sans échange automatique',
      text: `Rien ne part de soi-même pendant ces heures, en plus de celles que l’ENT se réserve. ${HOURS_FR} Suivies de « documents », elles ne retiennent que les documents.`,
    },
    en: {
      title: 'Hours without automatic exchanges',
      text: `Nothing leaves by itself in these hours, beside those that the ENT keeps for itself. ${HOURS_EN} Followed by "documents", they hold documents alone.`,
    },
    example: ['1-5 08:00-18:00 documents'],
  },
  'sync.maxKbps': {
    fr: {
      title: 'Débit maximal (kbit/s)',
      text: 'Les deux sens ensemble, par ordinateur. Une limite plus basse de l’ENT l’emporte.',
    },
    en: {
      title: 'Highest rate (kbit/s)',
      text: 'Both directions together, for each computer. A lower limit of the ENT’s goes before it.',
    },
    example: 4000,
  },
  'sync.meteredAllowed': {
    fr: {
      title: 'Échanges sur un réseau limité',
      text: 'Non : rien ne part de soi-même sur un partage de connexion. Oui : tout part.',
    },
    en: {
      title: 'Exchanges on a metered line',
      text: 'No: nothing leaves by itself on a metered line. Yes: everything does.',
    },
    example: false,
  },
  'update.mode': {
    fr: {
      title: 'Mises à jour',
      text: 'auto : téléchargées, installées à la fermeture. notify : annoncées, rien n’est téléchargé. off : rien n’est demandé à personne. Une installation par MSI, PKG, deb ou rpm ne se met jamais à jour elle-même.',
    },
    en: {
      title: 'Updates',
      text: 'auto: downloaded, and installed when Cartable is closed. notify: told, and nothing is downloaded. off: nothing is asked of anybody. What was installed by MSI, PKG, deb or rpm never updates itself.',
    },
    example: 'auto',
  },
  'update.channel': {
    fr: {
      title: 'Canal des mises à jour',
      text: 'stable : dès leur parution. slow : après un temps d’essai chez les autres.',
    },
    en: {
      title: 'Channel of updates',
      text: 'stable: as soon as they come out. slow: after others have tried them for a time.',
    },
    example: 'slow',
  },
  'update.mirror': {
    fr: {
      title: 'Miroir des mises à jour',
      text: 'Adresse (https) d’une copie de la source des mises à jour. La signature de l’éditeur y est vérifiée comme ailleurs.',
    },
    en: {
      title: 'Mirror of updates',
      text: 'Address (https) of a copy of the feed of updates. The publisher’s signature is checked there as anywhere.',
    },
    example: 'https://miroir.exemple.fr/cartable',
  },
  'update.windows': {
    fr: {
      title: 'Heures des mises à jour',
      text: `Elles ne sont cherchées et téléchargées que pendant ces heures. ${HOURS_FR}`,
    },
    en: {
      title: 'Hours of updates',
      text: `They are looked for and downloaded in these hours only. ${HOURS_EN}`,
    },
    example: ['1-5 18:00-07:00', '6-7 00:00-00:00'],
  },
  'network.proxy': {
    fr: {
      title: 'Proxy',
      text: 'hôte:port d’un proxy HTTP (CONNECT), direct (aucun) ou system (celui du système, par défaut). Ne contient jamais de mot de passe.',
    },
    en: {
      title: 'Proxy',
      text: 'host:port of an HTTP proxy (CONNECT), direct (none) or system (the system’s own, by default). It never holds a password.',
    },
    example: 'proxy.exemple.fr:3128',
  },
  'network.extraCertificates': {
    fr: {
      title: 'Autorités de certification en plus',
      text: 'Chemins de fichiers PEM, ajoutés au magasin du système ; pour les échanges avec l’ENT.',
    },
    en: {
      title: 'More certificate authorities',
      text: 'Paths of PEM files, beside the system’s store; for the exchanges with the ENT.',
    },
    example: ['/etc/ssl/certs/exemple.pem'],
  },
  'files.allowedFolders': {
    fr: {
      title: 'Dossiers autorisés',
      text: 'Cartable ne lit des fichiers et n’enregistre des copies que là et en dessous ; « ~/ » est le dossier de l’utilisateur. Une liste vide n’en autorise aucun.',
    },
    en: {
      title: 'Allowed folders',
      text: 'Cartable reads files and saves copies there and below only; "~/" is the user’s own folder. An empty list allows none.',
    },
    example: ['~/Documents', '/srv/partage'],
  },
  'files.quality': {
    fr: {
      title: 'Qualité d’envoi des documents',
      text: 'screen : pour l’écran. print : pour l’impression. copy : copies et pages écrites. original : sans changement.',
    },
    en: {
      title: 'Quality of documents that are sent',
      text: 'screen: for reading on screen. print: for printing. copy: pages of writing. original: unchanged.',
    },
    example: 'screen',
  },
  'files.keepOriginalsDays': {
    fr: {
      title: 'Jours de garde des originaux',
      text: 'Après que l’ENT a reçu la version allégée. De 0 à 3 650.',
    },
    en: {
      title: 'Days that originals are kept',
      text: 'After the ENT has received the lighter version. From 0 to 3,650.',
    },
    example: 90,
  },
  'data.keptYears': {
    fr: {
      title: 'Années scolaires conservées',
      text: 'En plus de l’année en cours, de 0 à 30. Les élèves, copies et notes des années plus anciennes sont proposés à l’effacement dans les réglages ; rien n’est effacé sans l’enseignant, sauf avec data.eraseOldYears.',
    },
    en: {
      title: 'School years that are kept',
      text: 'Beside the running one, from 0 to 30. Students, copies and grades of older years are proposed for erasing in the settings; nothing is erased without the teacher, unless data.eraseOldYears says so.',
    },
    example: 1,
  },
  'data.eraseOldYears': {
    fr: {
      title: 'Effacer les années plus anciennes',
      text: 'Oui, avec data.keptYears : elles sont effacées d’elles-mêmes de cet ordinateur, avec une preuve sans nom, une fois que plus rien n’attend d’en être envoyé. Les séances de l’enseignant restent, et l’ENT garde ce qu’il a.',
    },
    en: {
      title: 'Erase older years',
      text: 'Yes, with data.keptYears: they are erased from this computer by themselves, with a proof that names nobody, once nothing of them waits to be sent. The teacher’s lessons stay, and the ENT keeps what it has.',
    },
    example: false,
  },
  'lock.idleMinutes': {
    fr: {
      title: 'Verrouillage après inactivité',
      text: 'Minutes sans touche ni souris, de 1 à 240. L’enseignant choisit une phrase secrète à la première ouverture ; il peut choisir un délai plus court, pas plus long. Phrase oubliée : retirez lock.json du dossier de Cartable de cet utilisateur ; rien d’autre n’est perdu.',
    },
    en: {
      title: 'Lock after idleness',
      text: 'Minutes without a key or a pointer, from 1 to 240. The teacher chooses a passphrase at the first start, and may choose a shorter time, not a longer one. Passphrase forgotten: remove lock.json from the Cartable folder of that user; nothing else is lost.',
    },
    example: 10,
  },
  'diagnostics.enabled': {
    fr: {
      title: 'Fichier d’assistance',
      text: 'Non : l’enseignant ne peut pas en enregistrer. Ce fichier (versions, stratégies, mesures des échanges, contrôle, journaux) ne contient ni nom, ni note, ni adresse, et Cartable ne l’envoie à personne.',
    },
    en: {
      title: 'Support file',
      text: 'No: teachers cannot save one. It holds versions, policies, figures of exchanges, a check-up and logs, without names, grades or addresses, and Cartable sends it to nobody.',
    },
    example: true,
  },
  'features.disabled': {
    fr: {
      title: 'Fonctions retirées',
      text: 'demonstration : le lycée de démonstration. browser-sign-in : la connexion par le navigateur. watched-folders : les dossiers suivis. save-copy : enregistrer un document hors de Cartable. back-up : la sauvegarde dans un dossier.',
    },
    en: {
      title: 'Features taken away',
      text: 'demonstration: the demonstration lycée. browser-sign-in: signing in by the browser. watched-folders: folders whose files come in by themselves. save-copy: saving a document outside of Cartable. back-up: backing up into a folder.',
    },
    example: ['demonstration'],
  },
};
