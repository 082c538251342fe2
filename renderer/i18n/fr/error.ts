import { dataErrors } from './error-data.ts';
import { moodleErrors } from './error-moodle.ts';

/** One entry per error code: what happened, then what it means or what to do. */
export const error = {
  ...dataErrors,
  ...moodleErrors,
  'account/wrong-address': {
    title: 'Cette adresse n’existe pas',
    text: 'Aucun serveur ne répond à ce nom : rien n’a été envoyé. Vérifiez l’adresse, par exemple ent.mon-lycee.fr, puis réessayez.',
  },
  'account/wrong-credentials': {
    title: 'Identifiant ou mot de passe refusé',
    text: 'L’ENT ne reconnaît pas cet identifiant avec ce mot de passe ; rien n’a changé ici. Vérifiez les majuscules, puis réessayez. Un mot de passe oublié se redemande à l’ENT.',
  },
  'account/not-connected': {
    title: 'Aucun compte n’est connecté',
    text: 'Connectez-vous à votre ENT pour continuer. Ce qui est enregistré sur cet ordinateur y reste, et revient avec votre compte.',
  },
  'account/sign-in-needed': {
    title: 'Votre session a pris fin',
    text: 'L’ENT ne reconnaît plus cette session : elle a expiré, ou a été fermée. Reconnectez-vous, et les échanges reprennent. D’ici là rien ne part, et votre travail est enregistré sur cet ordinateur.',
  },
  'account/other-account': {
    title: 'L’ENT a répondu pour un autre compte',
    text: 'La session qu’il a ouverte n’est pas la vôtre : rien n’a été envoyé ni reçu, et votre travail est enregistré sur cet ordinateur. Reconnectez-vous ; si cela se répète, prévenez l’assistance de l’ENT.',
  },
  'account/demo-failed': {
    title: 'La démonstration n’a pas pu démarrer',
    text: 'Son ENT, qui tourne sur cet ordinateur, s’est arrêté ; rien d’autre n’est touché. Réessayez, ou redémarrez Cartable.',
  },
  'account/browser-sign-in-failed': {
    title: 'La connexion par le navigateur n’a pas abouti',
    text: 'La page de l’ENT a été fermée, le temps est passé, ou l’ENT a refusé. Rien n’a changé ici : réessayez, ou donnez votre mot de passe.',
  },
  'ent/unreachable': {
    title: 'L’ENT ne répond pas',
    text: 'Le serveur est arrêté, ou le réseau ne mène pas jusqu’à lui. Rien n’est perdu : vous pouvez continuer à travailler, et ce qui attend ici partira dès qu’un essai aboutira.',
  },
  'ent/not-an-ent': {
    title: 'Ce n’est pas la réponse d’un ENT',
    text: 'Le serveur n’a pas répondu comme le fait un ENT : c’est un autre site, un portail d’accès répond à sa place, ou l’ENT se trompe. Vérifiez l’adresse et le réseau, puis réessayez : ce qui attend ici est gardé. Si cela dure, prévenez l’établissement.',
  },
  'ent/insecure': {
    title: 'La connexion n’est pas sûre',
    text: 'Le certificat de ce serveur n’est pas valable, ou l’adresse n’est pas en https. Votre mot de passe n’a pas été envoyé, et rien ne partira tant que c’est ainsi : vérifiez l’adresse, ou prévenez l’établissement.',
  },
  'ent/server-error': {
    title: 'L’ENT a rencontré une erreur',
    text: 'La faute est de son côté, et rien n’est perdu : ce qui attend ici partira dès qu’un essai aboutira. Si cela dure, prévenez l’établissement.',
  },
  'ent/paused': {
    title: 'L’ENT demande de patienter',
    text: 'Il est très sollicité en ce moment. Vos modifications attendent ici et partiront ensuite ; jusque-là, « Synchroniser maintenant » attend aussi.',
  },
  'ent/refused': {
    title: 'L’ENT a refusé la demande',
    text: 'Votre compte n’a peut-être pas ce droit. Vos modifications restent sur cet ordinateur, et seront proposées de nouveau au prochain échange. Si cela dure, prévenez l’établissement.',
  },
  'ent/unsupported-version': {
    title: 'Cet ENT et Cartable ne se comprennent pas',
    text: 'L’un des deux est trop ancien : rien n’est échangé, et tout attend ici. Mettez Cartable à jour, ou signalez-le à votre établissement ; l’échange reprendra ensuite.',
  },
  'network/offline': {
    title: 'Cet ordinateur n’a pas de réseau',
    text: 'Il est débranché, ou en mode avion. Vous pouvez continuer à travailler : Cartable échangera avec l’ENT dès que le réseau reviendra.',
  },
  'network/no-such-host': {
    title: 'Le nom de l’ENT est introuvable',
    text: 'Le réseau répond, mais ne connaît pas cette adresse : l’ENT a pu en changer, ou ce réseau le cache. Cartable réessaiera ; si cela dure, vérifiez l’adresse.',
  },
  'network/dns-failed': {
    title: 'Le réseau ne trouve plus les adresses',
    text: 'Il est branché, mais son annuaire (DNS) ne répond pas. Rien n’est perdu : Cartable réessaiera tout seul.',
  },
  'network/captive-portal': {
    title: 'Ce réseau demande de s’identifier',
    text: 'Une page du réseau a répondu à la place de l’ENT. Ouvrez votre navigateur et identifiez-vous ; Cartable réessaiera ensuite tout seul.',
  },
  'network/proxy-sign-in': {
    title: 'Le proxy du réseau demande un mot de passe',
    text: 'Cartable ne le connaît pas et n’a rien envoyé. Demandez à l’établissement de laisser passer Cartable, ou synchronisez depuis un autre réseau : tout attend ici.',
  },
  'network/proxy-unreachable': {
    title: 'Le proxy du réseau ne laisse pas passer',
    text: 'Cet ordinateur doit passer par un proxy, qui ne répond pas ou refuse cette adresse. Cartable réessaiera ; si cela dure, prévenez l’établissement.',
  },
  'network/certificate-expired': {
    title: 'Le certificat de l’ENT a expiré',
    text: 'La connexion ne serait pas sûre : rien n’a été envoyé. C’est à l’ENT de le renouveler ; Cartable vérifiera de temps en temps. Vérifiez aussi la date de cet ordinateur.',
  },
  'network/certificate-wrong-host': {
    title: 'Le certificat est celui d’un autre site',
    text: 'Ce qui répond n’a pas prouvé être l’ENT : rien n’a été envoyé. Vérifiez l’adresse ; sur un réseau public, attendez d’être sur un autre. Cartable réessaiera plus tard.',
  },
  'network/certificate-unknown': {
    title: 'Le certificat de l’ENT n’est pas reconnu',
    text: 'Il n’est signé par aucune autorité connue de cet ordinateur : rien n’a été envoyé. Un filtre de l’établissement peut l’expliquer ; son certificat doit être installé sur cet ordinateur. Cartable réessaiera plus tard.',
  },
  'network/clock-wrong': {
    title: 'La date de cet ordinateur semble fausse',
    text: 'Le certificat de l’ENT n’est pas encore valable à cette date : rien n’a été envoyé. Réglez la date et l’heure ; Cartable réessaiera ensuite tout seul.',
  },
  'sync/already-running': {
    title: 'Une synchronisation est déjà en cours',
    text: 'Attendez qu’elle se termine, ou arrêtez-la.',
  },
  'sync/cannot-undo': {
    title: 'Il n’est plus possible de revenir en arrière',
    text: 'C’est déjà parti, ou cela a changé depuis, ici ou sur l’ENT. Rien n’a été modifié.',
  },
  'sync/cancelled': {
    title: 'Synchronisation arrêtée',
    text: 'Ce qui n’est pas parti reste en attente et partira la prochaine fois.',
  },
  'sync/dataset-changed': {
    title: 'L’ENT a été réinstallé ou restauré',
    text: 'Rien n’a été envoyé ni supprimé. La page Synchronisation montre comment repartir de ce que l’ENT contient maintenant.',
  },
  'sync/too-many-deletions': {
    title: 'L’ENT demande de supprimer beaucoup de choses',
    text: 'Cartable a tout gardé par prudence ({{count}} suppressions demandées). À vous de choisir, dans la page Synchronisation.',
  },
  'grading/grade-out-of-range': {
    title: 'Cette note est hors du barème',
    text: 'La note doit aller de 0 au maximum du devoir. La note précédente est gardée.',
  },
  'grading/comment-too-long': {
    title: 'Cette appréciation est trop longue',
    text: 'L’ENT accepte 4 000 caractères au plus. Raccourcissez le texte pour qu’il soit enregistré.',
  },
  'grading/names-hidden': {
    title: 'Les noms sont cachés',
    text: 'Un tableau nomme les élèves\u00a0: montrez d’abord les noms de ce devoir (A dans Corriger), ou publiez-le.',
  },
  'grading/marks-disclosed': {
    title: 'Les deux notes sont connues',
    text: 'Une note donnée à l’aveugle ne change plus une fois que l’autre se voit. Décidez de la note finale, ou retirez-la.',
  },
  'grading/bank-file-refused': {
    title: 'Ce fichier n’est pas une banque d’appréciations',
    text: 'Il faut un tableau CSV dont la première ligne nomme une colonne «\u00a0appréciation\u00a0», avec au plus 5\u202f000\u00a0lignes. Rien n’a été ajouté.',
  },
  'annotations/not-an-update': {
    title: 'La copie annotée n’a pas pu être faite',
    text: 'Ce qui a été écrit ne va pas avec ce document. La copie annotée précédente reste, et vos annotations sont gardées.',
  },
  'annotations/not-annotatable': {
    title: 'Ce fichier ne peut pas être annoté',
    text: 'Les documents PDF et les photographies (JPEG, PNG) peuvent l’être. Vous pouvez toujours rendre un fichier avec la copie.',
  },
  'exchange/maximum-changed': {
    title: 'Le maximum de cette évaluation a changé depuis l’aperçu',
    text: 'Aucune note n’a été importée. Rouvrez le tableau : l’aperçu dira ce qu’il devient sous le nouveau maximum.',
  },
  'exchange/not-a-table': {
    title: 'Ce fichier n’est pas un tableau lisible',
    text: 'Cartable lit les tableaux Excel (.xlsx), LibreOffice (.ods) et CSV, sans mot de passe. Enregistrez-le sous l’un de ces formats.',
  },
  'exchange/too-large': {
    title: 'Ce tableau est trop grand',
    text: 'Un carnet de notes n’a pas autant de lignes ou de colonnes. Gardez la feuille des notes seule, puis réessayez.',
  },
  'exchange/not-an-archive': {
    title: 'Ce fichier n’est pas un ZIP lisible',
    text: 'Il est abîmé, en plusieurs parties, ou d’un autre format. Téléchargez-le de nouveau, ou refaites-le avec les outils de votre système.',
  },
  'exchange/archive-too-large': {
    title: 'Ce ZIP est trop gros',
    text: 'Il dépasse 512 Mo, ou annonce bien plus que des copies une fois ouvert. Faites-en plusieurs, classe par classe.',
  },
  'exchange/archive-unsafe': {
    title: 'Ce ZIP n’est pas sûr',
    text: 'Des fichiers y portent des chemins qui écriraient ailleurs que prévu. Rien n’en a été ouvert ; demandez-en un autre à qui vous l’a donné.',
  },
  'paper/not-a-pile': {
    title: 'Ces pages scannées ne peuvent pas être lues',
    text: 'Ce fichier n’est pas un PDF lisible, il a un mot de passe, ou il a changé depuis qu’il a été lu. Scannez la pile en un seul PDF, puis réessayez.',
  },
  'timetable/not-a-calendar': {
    title: 'Ce fichier n’est pas un agenda lisible',
    text: 'Choisissez un fichier .ics exporté par votre agenda ou votre logiciel de vie scolaire. L’emploi du temps n’a pas changé.',
  },
  'timetable/calendar-too-large': {
    title: 'Cet agenda est trop grand',
    text: 'Exportez une seule année scolaire, puis réessayez. L’emploi du temps n’a pas changé.',
  },
  'reuse/not-a-sequence': {
    title: 'Ce fichier n’est pas une séquence qui peut être lue',
    text: 'Cartable lit les fichiers .cartable-sequence et .imscc. Celui-ci est abîmé ou d’un autre format. Demandez à votre collègue de l’enregistrer de nouveau. Rien n’a changé ici.',
  },
  'reuse/too-new': {
    title: 'Ce fichier vient d’une version plus récente de Cartable',
    text: 'Mettez Cartable à jour, puis ouvrez-le de nouveau.',
  },
  'writing/not-a-text': {
    title: 'Ce fichier n’est pas un texte qui peut être lu',
    text: 'Cartable lit les fichiers .docx, .odt, .html et .md qui contiennent du texte. Celui-ci est abîmé, vide ou d’un autre format. La séance n’a pas changé.',
  },
  'writing/too-long': {
    title: 'Ce texte est trop long pour une séance',
    text: 'Partagez-le en plusieurs fichiers, puis réessayez. La séance n’a pas changé.',
  },
  'writing/locked': {
    title: 'Ce fichier est protégé, ou d’un format ancien',
    text: 'Ouvrez-le dans votre traitement de texte, retirez son mot de passe et enregistrez-le en .docx ou .odt, puis réessayez. La séance n’a pas changé.',
  },
  'lessons/title-missing': {
    title: 'Il manque un titre',
    text: 'Donnez un titre à la séance pour l’enregistrer.',
  },
  'progression/settled': {
    title: 'Cette séance garde sa date',
    text: 'Elle est publiée ou déjà commencée : vos élèves connaissent sa date. Pour la déplacer, changez la date dans la séance elle-même.',
  },
  'progression/no-session': {
    title: 'Il n’y a plus d’heure libre',
    text: 'L’emploi du temps de cette classe n’a pas assez d’heures libres d’ici la fin de l’année scolaire. Complétez-le, puis réessayez.',
  },
  'library/file-missing': {
    title: 'Le fichier est introuvable',
    text: 'Il a été déplacé ou supprimé depuis que vous l’avez choisi.',
  },
  'library/file-unreadable': {
    title: 'Le fichier ne peut pas être lu',
    text: 'Un autre logiciel le tient peut-être ouvert, ou vous n’avez pas le droit de le lire.',
  },
  'library/file-refused': {
    title: 'Ce fichier ne peut pas être envoyé',
    text: 'Il est vide, abîmé ou n’est pas ce que son nom annonce. Le fichier d’origine n’a pas été touché.',
  },
  'library/folder-unwritable': {
    title: 'Cartable ne peut pas écrire à cet endroit',
    text: 'Le dossier n’existe plus, ou vous n’avez pas le droit d’y écrire. Choisissez-en un autre.',
  },
  'erasure/not-confirmed': {
    title: 'Le nom n’est pas celui demandé',
    text: 'Rien n’a été effacé. Retapez le nom tel qu’il est écrit.',
  },
  'erasure/year-running': {
    title: 'L’année en cours ne peut pas être effacée',
    text: 'Attendez qu’elle soit finie, ou effacez un seul élève.',
  },
  'watch/folder-refused': {
    title: 'Ce dossier ne peut pas être suivi',
    text: 'Choisissez un autre dossier, par exemple celui du scanner ou celui des téléchargements.',
  },
  'policy/not-allowed': {
    title: 'Votre établissement ne le permet pas',
    text: 'Il l’a décidé pour cet ordinateur. Les réglages disent ce qu’il gère.',
  },
  'policy/folder-not-allowed': {
    title: 'Ce dossier n’est pas autorisé',
    text: 'Votre établissement a choisi les dossiers où Cartable peut lire et enregistrer ; ils sont dans les réglages.',
  },
  'policy/address-locked': {
    title: 'Votre établissement a choisi l’ENT',
    text: 'Sur cet ordinateur, Cartable ne se connecte qu’à celui-là.',
  },
  'engine/restarted': {
    title: 'Cartable s’est interrompu un instant',
    text: 'Il a redémarré. Vérifiez que la dernière modification est bien là, sinon refaites-la.',
  },
  'engine/unavailable': {
    title: 'Cartable ne peut pas enregistrer',
    text: 'Sa partie interne est arrêtée. Redémarrez-la depuis le bandeau en haut de la fenêtre.',
  },
  'input/invalid': {
    title: 'Cette saisie n’est pas acceptée',
    text: 'Une valeur manque ou dépasse ce qui est permis. Corrigez-la, puis réessayez.',
  },
  'internal/unexpected': {
    title: 'Une erreur inattendue est survenue',
    text: 'C’est une faute de Cartable. Votre travail enregistré est intact ; réessayez, ou redémarrez Cartable.',
  },
} as const;
