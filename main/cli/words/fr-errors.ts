import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { FaultCode } from '../command-fault.ts';
import type { enBrowserReasons } from './en-errors.ts';

export const frErrors: Record<ErrorCode, string> = {
  'account/wrong-address': 'Il n’y a pas d’ENT à cette adresse.',
  'account/wrong-credentials': 'L’ENT ne reconnaît pas cet identifiant ou ce mot de passe.',
  'account/not-connected': 'Aucun compte n’est connecté : lancez d’abord `connect` ou `demo`.',
  'account/sign-in-needed': 'La session a pris fin : donnez le mot de passe dans CARTABLE_PASSWORD.',
  'account/other-account':
    'L’ENT a répondu pour un autre compte que le vôtre : rien n’a été échangé. Donnez le mot de passe dans CARTABLE_PASSWORD.',
  'account/demo-failed': 'L’ENT de démonstration n’a pas pu démarrer.',
  'account/browser-sign-in-failed': 'La connexion par le navigateur n’a pas abouti.',
  'ent/unreachable': 'L’ENT ne répond pas. Rien n’est perdu ; réessayez plus tard.',
  'ent/not-an-ent':
    'Ce qui répond à cette adresse ne répond pas comme un ENT (un autre site, le portail d’accès du réseau, ou un ENT qui se trompe).',
  'ent/insecure':
    'La connexion ne serait pas sûre : http simple, ou certificat qui n’est pas digne de confiance.',
  'ent/server-error':
    'L’ENT a rencontré une erreur. La faute est de son côté ; rien n’est perdu, réessayez plus tard.',
  'ent/paused': 'L’ENT demande de patienter ; les modifications attendent ici.',
  'ent/refused':
    'L’ENT, ou ce qui est devant lui, a refusé la demande. Les modifications restent ici ; si cela dure, dites-le à son exploitant.',
  'ent/unsupported-version': 'Cet ENT et Cartable ne se comprennent pas : l’un des deux est trop ancien.',
  'moodle/web-services-off':
    'Ce Moodle n’est pas ouvert aux applications. Ses services web, ou son service mobile, sont désactivés. Demandez à votre établissement d’activer « Services web pour appareils mobiles ».',
  'moodle/password-change':
    'Moodle demande de changer de mot de passe. Changez-le sur la page de Moodle, dans votre navigateur, puis revenez ici.',
  'moodle/policy-not-agreed':
    'Moodle demande d’accepter ses conditions d’utilisation. Acceptez-les sur la page de Moodle, dans votre navigateur, puis revenez ici.',
  'moodle/profile-incomplete':
    'Moodle demande de compléter votre profil. Complétez-le sur la page de Moodle, dans votre navigateur, puis revenez ici.',
  'moodle/maintenance':
    'Ce Moodle est en maintenance. Rien n’est perdu : vos modifications attendent ici, Cartable réessaiera de lui-même.',
  'moodle/moved':
    'Ce Moodle a changé d’adresse : il renvoie vers {address}. Le mot de passe n’y a pas été envoyé. Si c’est bien la nouvelle adresse de l’établissement, donnez-la à --url.',
  'moodle/too-old':
    'Ce Moodle est trop ancien pour Cartable. Il faut Moodle 4.1 ou plus récent. Signalez-le à votre établissement.',
  'moodle/missing-functions':
    'Ce Moodle n’offre pas tout ce qu’il faut à Cartable. Son service mobile a été restreint, ou n’échange pas de fichiers. Signalez-le à votre établissement.',
  'moodle/browser-only':
    'Ce Moodle n’a pas accepté ce mot de passe. On s’y connecte par la page de l’établissement : donnez --browser.',
  'moodle/not-kept': 'Moodle ne l’a pas gardé, ou vous n’en avez plus le droit dans ce cours.',
  'moodle/changed-there': 'Quelqu’un l’a modifié sur Moodle\u00a0: Cartable ne l’a pas remplacé.',
  'moodle/no-room': 'Ce Moodle n’a pas de place pour ces documents.',
  'network/offline': 'Cet ordinateur n’a pas de réseau (débranché, ou en mode avion).',
  'network/no-such-host': 'Le réseau ne connaît pas l’adresse de l’ENT.',
  'network/dns-failed': 'L’annuaire du réseau (DNS) ne répond pas ; réessayez plus tard.',
  'network/captive-portal':
    'Une page du réseau (portail d’accès) répond à la place de l’ENT : identifiez-vous d’abord dans un navigateur.',
  'network/proxy-sign-in':
    'Le proxy du réseau demande un mot de passe (407) : donnez-le dans HTTPS_PROXY, ou passez par un autre réseau.',
  'network/proxy-unreachable': 'Le proxy du réseau ne répond pas, ou refuse l’adresse de l’ENT.',
  'network/certificate-expired':
    'Le certificat de l’ENT a expiré (ou la date de cet ordinateur est fausse). Rien n’a été envoyé.',
  'network/certificate-wrong-host':
    'Le certificat est celui d’un autre site : ce qui répond n’est pas l’ENT. Rien n’a été envoyé.',
  'network/certificate-unknown':
    'Le certificat n’est signé par aucune autorité connue (un filtre de l’établissement ?). Rien n’a été envoyé.',
  'network/clock-wrong':
    'La date de cet ordinateur semble fausse : le certificat de l’ENT n’est pas encore valable. Rien n’a été envoyé.',
  'sync/already-running': 'Une synchronisation est déjà en cours.',
  'sync/cannot-undo': 'C’est déjà parti, ou cela a changé depuis : rien n’a été modifié.',
  'sync/cancelled': 'La synchronisation a été arrêtée. Ce qui n’est pas parti attend encore.',
  'sync/dataset-changed':
    'L’ENT a été réinstallé ou restauré : rien n’a été envoyé. `sync --adopt` repart de ce qu’il contient maintenant.',
  'sync/too-many-deletions':
    'L’ENT dit que beaucoup de choses ont disparu. Rien n’a été supprimé ; `sync --accept-deletions` accepte ce qui a été montré, `sync --refuse-deletions` le garde ici et reçoit le reste.',
  'grading/grade-out-of-range': 'La note est hors du barème ; la précédente est gardée.',
  'grading/comment-too-long': 'L’appréciation est trop longue.',
  'grading/names-hidden': 'Les noms de ce devoir sont cachés jusqu’à sa publication.',
  'grading/marks-disclosed': 'Les deux notes sont connues\u00a0: aucune ne change plus.',
  'grading/form-of-server':
    'Les niveaux et les critères de ce devoir sont ceux de Moodle : ils se changent là-bas.',
  'grading/not-handled': 'Le serveur de ce devoir ne suit pas cela. Rien n’a changé.',
  'grading/extension-too-early': 'Le délai finit avant la date du devoir. Rien n’a changé.',
  'grading/no-more-attempts': 'Le devoir ne permet pas d’autre tentative. Rien n’a changé.',
  'grading/bank-file-refused': 'Ce fichier n’est pas une banque d’appréciations.',
  'annotations/not-an-update':
    'La copie annotée n’a pas été faite sur ce document ; la précédente est gardée.',
  'annotations/not-annotatable': 'Un fichier de ce genre ne peut pas être annoté.',
  'exchange/maximum-changed':
    'Le maximum de cette évaluation a changé depuis l’aperçu. Aucune note n’a été importée.',
  'exchange/not-a-table': 'Ce fichier n’est pas un tableau lisible.',
  'exchange/too-large': 'Ce tableau est trop grand.',
  'exchange/not-an-archive': 'Ce fichier n’est pas un ZIP lisible.',
  'exchange/archive-too-large': 'Ce ZIP est trop gros.',
  'exchange/archive-unsafe': 'Ce ZIP porte des chemins qui écriraient ailleurs que prévu.',
  'paper/not-a-pile': 'Ce fichier n’est pas un PDF lisible de pages scannées, ou il a changé.',
  'timetable/not-a-calendar': 'Ce fichier n’est pas un agenda lisible (.ics).',
  'timetable/calendar-too-large': 'Cet agenda est trop grand.',
  'reuse/not-a-sequence': 'Ce fichier n’est pas une séquence de Cartable.',
  'reuse/too-new': 'Ce fichier vient d’une version plus récente de Cartable.',
  'writing/not-a-text': 'Ce fichier n’est pas un texte lisible (.docx, .odt, .html, .md).',
  'writing/too-long': 'Ce texte est trop long pour une séance.',
  'writing/locked': 'Ce fichier est protégé par un mot de passe, ou d’un format ancien.',
  'lessons/title-missing': 'La séance n’a pas de titre.',
  'lessons/too-many-blocks': 'Ce texte est trop long pour une séance.',
  'progression/settled': 'Cette séance est publiée ou déjà commencée : elle garde sa date.',
  'progression/no-session':
    'L’emploi du temps de cette classe n’a pas assez d’heures libres d’ici la fin de l’année scolaire.',
  'library/file-missing': 'Ce fichier n’existe pas.',
  'library/file-unreadable': 'Ce fichier ne peut pas être lu.',
  'library/file-refused': 'Ce fichier ne peut pas être envoyé. Il n’a pas été touché.',
  'library/folder-unwritable': 'Rien ne peut être écrit dans ce dossier. Choisissez-en un autre.',
  'library/no-program': 'Aucun logiciel de cet ordinateur n’ouvre ce fichier.',
  'library/lesson-gone': 'La séance de ce document n’est plus là.',
  'erasure/not-confirmed': 'Le nom tapé n’est pas celui qui était demandé. Rien n’a été effacé.',
  'erasure/year-running':
    'L’année en cours ne peut pas être effacée : attendez qu’elle soit finie, ou effacez un élève.',
  'lock/locked': 'Cartable est verrouillé.',
  'lock/wrong-passphrase': 'Ce n’est pas la phrase secrète.',
  'lock/wait': 'Trop d’essais : attendez avant de réessayer.',
  'watch/folder-refused': 'Ce dossier ne peut pas être suivi.',
  'policy/not-allowed': 'L’établissement ne le permet pas sur cet ordinateur.',
  'policy/folder-not-allowed': 'L’établissement n’autorise pas ce dossier.',
  'policy/address-locked': 'L’établissement a choisi l’ENT : cet ordinateur ne se connecte qu’à celui-là.',
  'backup/wrong-passphrase': 'Cette phrase secrète n’ouvre pas cette sauvegarde.',
  'backup/not-a-backup': 'Ce fichier n’est pas une sauvegarde de Cartable.',
  'backup/damaged': 'Cette sauvegarde est abîmée ou incomplète. Rien n’a été modifié.',
  'backup/account-here':
    'Ce compte est déjà sur cet ordinateur. Avec --replace, ce qui s’y trouve est mis de côté, et rien n’est effacé.',
  'store/not-found': 'Cet élément n’existe plus : il a été supprimé, sur l’ENT ou ici.',
  'store/disk-full':
    'Le disque est plein. Ce qui n’a pas trouvé place n’est pas enregistré ; tout le reste l’est.',
  'store/read-only': 'Les données ne peuvent pas être écrites à cet endroit.',
  'store/busy': 'Un autre programme tient les données. Réessayez dans un instant.',
  'store/corrupt': 'La base de données est abîmée. Rien n’a été modifié ; remettez une sauvegarde en place.',
  'store/from-future':
    'Ces données viennent d’une version plus récente de Cartable : elles peuvent seulement être lues. Mettez Cartable à jour.',
  'store/in-use': 'Un autre Cartable travaille sur ces données : fermez-le d’abord.',
  'store/not-a-folder': 'C’est un fichier, là où il faut un dossier.',
  'vault/blob-missing': 'Le document n’est pas sur cet ordinateur ; une synchronisation peut le rapporter.',
  'vault/blob-corrupt': 'Le document est abîmé sur le disque : `doctor` dit ce qui aide.',
  'engine/restarted': 'Cartable s’est interrompu et a redémarré. Vérifiez la dernière modification.',
  'engine/unavailable': 'La partie interne de Cartable s’est arrêtée.',
  'input/invalid': 'Une valeur manque, est trop longue ou n’est pas permise.',
  'internal/unexpected': 'Une erreur inattendue, une faute de Cartable. Ce qui était enregistré est intact.',
};

export const frBrowserReasons: typeof enBrowserReasons = {
  timeout: 'Personne n’est revenu du navigateur à temps. Rien n’a changé ; relancez la commande.',
  denied: 'Vous avez refusé l’accès sur la page de l’ENT. Rien n’a changé.',
  refused: 'L’ENT n’a pas accepté ce que le navigateur a rapporté. Rien n’a changé ; relancez la commande.',
  'not-offered':
    'Cet ENT ne propose pas de se connecter par le navigateur : donnez --login et votre mot de passe.',
  'other-account':
    'C’est un autre compte qui s’est connecté dans le navigateur : déconnectez-le sur la page de l’ENT, et relancez la commande.',
  'not-an-answer':
    'Ce n’est pas l’adresse du lien de la page. Copiez celle du lien, en entier, et collez-la de nouveau.',
  'other-answer':
    'Cette adresse répond à une autre connexion, ou vient d’un autre Moodle. Connectez-vous sur la page qui vient de s’ouvrir, et collez la sienne.',
  cancelled: 'La connexion a été annulée. Rien n’a changé.',
  replaced: 'Une autre connexion a été commencée depuis : terminez celle-ci dans le navigateur.',
};

export const frFaults: Record<FaultCode, string> = {
  'cli/passphrase-needed':
    'Il faut une phrase secrète : donnez-la dans CARTABLE_PASSPHRASE, ou lancez la commande dans un terminal.',
  'cli/passphrase-short':
    'Cette phrase secrète est trop courte : 16 caractères au moins, quatre mots par exemple.',
  'cli/passphrase-differs': 'Les deux phrases secrètes ne sont pas les mêmes ; rien n’a été écrit.',
  'cli/password-needed':
    'Il faut un mot de passe : donnez-le dans CARTABLE_PASSWORD, ou lancez la commande dans un terminal.',
  'cli/is-folder': 'C’est un dossier ; donnez les fichiers eux-mêmes.',
  'cli/database-missing': 'Les données du compte ont disparu : sa base n’est plus là.',
  'cli/database-empty': 'Les données du compte ont disparu : sa base est vide.',
  'cli/active-unreadable':
    'Le compte qui était ouvert ne peut plus être lu (active.json) ; les comptes sont toujours là.',
  'cli/port-taken': 'Ce port est déjà pris : choisissez-en un autre, ou 0.',
  'cli/port-forbidden': 'Ce port n’est pas permis : choisissez-en un au-dessus de 1023, ou 0.',
  'cli/not-one': 'Rien ne porte ce nom ici, ou plusieurs choses.',
  'cli/system': 'Le système a refusé ({errno}).',
};
