import type { CliWords } from './en.ts';
import { frErase } from './fr-erase.ts';
import { frBrowserReasons, frErrors, frFaults } from './fr-errors.ts';
import { frHistory, frSync } from './fr-sync.ts';

/** In French nothing, and less than two, is singular. */
const of = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;

export const fr: CliWords = {
  language: 'fr',
  errors: frErrors,
  faults: frFaults,
  browserReasons: frBrowserReasons,
  reasons: {
    'not-smaller': 'il ne peut pas devenir plus léger',
    'no-recipe': 'Cartable ne modifie pas ce genre de fichier',
    signed: 'il est signé : le modifier casserait sa signature',
    encrypted: 'il est protégé par un mot de passe',
    macros: 'il contient des macros : le modifier pourrait les casser',
    'not-proven': 'une version plus légère n’aurait pas été fidèle à coup sûr',
    quality: 'une version plus légère ne lui aurait pas ressemblé assez',
    damaged: 'il est abîmé ou incomplet : il ne s’ouvrirait pas',
    empty: 'il est vide',
    misnamed: 'il n’est pas ce que son nom annonce',
    unsafe: 'c’est une archive qui écrirait hors de son propre dossier',
    'too-large': 'il est trop volumineux pour être ouvert sans risque',
    crashed: 'son contenu fait échouer le programme de lecture',
    'timed-out': 'sa lecture a pris trop de temps',
  },
  units: { bytes: ['o', 'ko', 'Mo'], decimal: ',' },
  help: {
    about: 'Préparer et noter hors ligne, synchroniser avec l’ENT ou Moodle en quelques requêtes polies.',
    titles: {
      'Usage:': 'Usage :',
      'Arguments:': 'Arguments :',
      'Options:': 'Options :',
      'Commands:': 'Commandes :',
    },
    default: (value) => `par défaut : ${value}`,
    choices: (values) => `au choix : ${values}`,
    help: 'montrer cette aide',
    helpCommand: 'help [commande]',
    version: 'montrer la version de Cartable',
    data: 'où Cartable garde ses données',
    json: 'écrire un seul objet JSON',
    lang: 'langue des textes, par défaut celle du système',
  },
  usage: {
    notEmpty: 'Une valeur vide n’est pas permise.',
    oneOf: (values) => `Choisissez parmi : ${values}.`,
    port: 'Un nombre de 0 à 65535.',
  },
  password: 'Mot de passe : ',
  browser: {
    option: 'se connecter par le navigateur, sans mot de passe',
    wait: 'avec --browser : combien de secondes vous attendre',
    waitRange: (most) => `Un nombre entier de 1 à ${most}.`,
    languages: 'fr en',
    open: 'Ouvrez cette page dans votre navigateur et connectez-vous (Ctrl+C annule) :',
    paste:
      'Une fois connecté là-bas, copiez l’adresse du lien de la page (clic droit, copier le lien), collez-la ici et tapez Entrée.',
    done: 'Vous êtes connecté. Vous pouvez fermer cette page et revenir à la ligne de commande.',
    failed: 'La connexion n’a pas abouti. Fermez cette page et relancez la commande.',
  },
  debug: 'CARTABLE_DEBUG=1 montre où.',
  connect: {
    about:
      'Se connecter à un ENT ou à un Moodle. Le mot de passe est lu dans CARTABLE_PASSWORD, ou demandé ; avec --browser il n’en faut pas.',
    way: 'erreur : donnez --login, ou --browser.',
    url: 'l’adresse de l’ENT ou du Moodle',
    login: 'votre identifiant',
    help: `
Avec --json, un objet : { connected: true, account, session, error }. Se termine par 1 quand la première
synchronisation a échoué, bien que le compte soit connecté : \`sync\` réessaie.
Avec --browser, l’adresse de la page de l’ENT est écrite sur stderr, et ouverte s’il y a un écran. Le navigateur
doit être sur cet ordinateur : l’ENT le renvoie à 127.0.0.1.
Un Moodle ne le peut pas : on colle ici l’adresse que donne sa page, d’où que vienne le navigateur.`,
    connected: (school, name) => `Connecté à ${school} : ${name}.`,
    firstSync: (changes, documents, requests) =>
      `Première synchronisation : ${changes} changements et ${documents} documents en ${requests} requêtes.`,
    firstSyncFailed: 'La première synchronisation a échoué ; le compte est connecté, et `sync` réessaie.',
  },
  sync: frSync,
  history: frHistory,
  calendar: {
    about: 'Écrire les séances de l’année scolaire dans un fichier d’agenda (.ics).',
    classGroup: 'une seule classe, par son nom ou son identifiant',
    out: 'le fichier à écrire',
    help: `
Avec --json, un objet : { count }. Un agenda qui reprend le fichier met à jour ce qu’il a, sans rien doubler.`,
    done: (count, path) => `${count === 1 ? 'Un événement' : `${count} événements`} : ${path}`,
  },
  report: {
    about: 'Écrire les bilans des élèves d’une classe en PDF.',
    classGroup: 'la classe, par son nom ou son identifiant',
    student: 'un seul élève, « Nom Prénom »',
    assignment: 'un seul devoir, par son titre ou son identifiant',
    period: 'une période, par son nom ou son identifiant ; sinon toute l’année',
    drafts: 'aussi ce que les élèves ne peuvent pas encore lire',
    each: 'un fichier par élève, dans le dossier que nomme --out',
    out: 'le PDF à écrire, ou le dossier avec --each',
    which: 'erreur : donnez --class, ou --assignment.',
    help: `
Avec --json, un objet : { studentCount, fileCount }. Rien n’est envoyé ; les noms cachés jusqu’à la publication d’un
devoir ne sont dans aucun bilan.`,
    done: (students, files, path) =>
      `${students === 1 ? 'Bilan d’un élève' : `Bilans de ${students} élèves`}, ${files === 1 ? 'un fichier' : `${files} fichiers`} : ${path}`,
  },
  backup: {
    about:
      'Écrire tout le compte ouvert dans un fichier chiffré. La phrase secrète est lue dans CARTABLE_PASSPHRASE, ou demandée.',
    out: 'le fichier à écrire',
    help: `
Avec --json, un objet : { sizeBytes, documentCount, leftOutCount }. Sans la phrase secrète, personne n’ouvre ce fichier.
C’est une archive tar dans un fichier age : sans Cartable, \`age -d FICHIER | tar x\` l’ouvre aussi.`,
    passphrase: 'Phrase secrète : ',
    again: 'La même, encore : ',
    done: (documents, size, path) =>
      `Sauvegarde relue et vérifiée : ${documents} documents, ${size}, ${path}`,
    leftOut: (documents) => `${documents} documents manquants ou abîmés n’y sont pas.`,
  },
  erase: frErase,
  restore: {
    about:
      'Ouvrir ici le compte d’un fichier écrit par `backup`. La phrase secrète est lue dans CARTABLE_PASSPHRASE, ou demandée.',
    file: 'le fichier',
    replace: 'si le compte est déjà ici, mettre de côté ce qui s’y trouve',
    help: `
Avec --json, un objet : { account, leftOutCount }. Il faut ensuite se reconnecter à l’ENT : \`sync\` demande le mot de passe.`,
    done: (school, name) => `Le compte est ouvert : ${school}, ${name}.`,
  },
  status: {
    about: 'Qui est connecté, et ce qui attend d’être envoyé.',
    nobody: 'Aucun compte n’est connecté.',
    waiting: (edits, documents, size, conflicts) =>
      `${of(edits, 'modification attend', 'modifications attendent')}, avec ${of(documents, 'document', 'documents')} (${size}) ; ` +
      `${of(conflicts, 'conflit', 'conflits')}.`,
    lastFailed: (error) => `La dernière synchronisation a échoué : ${error}`,
    paused: (until) => `L’ENT demande de patienter jusqu’à ${until}.`,
  },
  refused: (edits, reasons) =>
    `L’ENT n’a pas pris ${of(edits, 'modification', 'modifications')} (${reasons}) : à voir sur l’écran « Synchronisation ».`,
  fromFuture: (version) =>
    `Ces données viennent d’une version plus récente de Cartable (schéma ${version}) : elles sont ouvertes en lecture seule. Mettez Cartable à jour.`,
  missing: {
    backUps: 'Sauvegardes de la base :',
    noBackUp: 'Il n’y a pas de sauvegarde à côté.',
    restore: (database) =>
      `Fermez Cartable, copiez la plus récente vers ${database}, puis recommencez : ce que l’ENT a reçu depuis revient à la prochaine synchronisation.`,
    reconnect:
      'Se reconnecter à l’ENT fait aussi revenir tout ce qu’il a reçu, mais pas les modifications qui n’étaient pas parties. D’ici là, gardez le dossier tel quel.',
    lookAgain: 'Reconnectez-vous au même ENT avec le même identifiant : vous retrouverez tout.',
  },
  doctor: {
    about: 'Vérifier la base, et chaque document d’après son empreinte.',
    repair:
      'réparer les documents qui peuvent l’être : refaits, ou redemandés à l’ENT à la prochaine synchronisation',
    support:
      'écrire aussi un fichier pour la personne qui vous aide, sans rien de personnel ; sans compte aussi',
    help: `
Avec --json, un objet :
  isHealthy          false quand quelque chose ne va pas
  schemaVersion      de la base
  fromFutureVersion  celle d’un Cartable plus récent, ou null
  dataMissing        { reason, directory, backUps } quand les données du compte ont disparu, sinon null
  databaseProblems   textes, dans les mots de SQLite
  blobCount          documents qui devraient être là ; blobBytes, missingBlobs, corruptBlobs
  brokenDocuments    [{ sha256, name, sizeBytes, damage: missing|damaged,
                        remedy: remake|fetch|forget|none, usedIn: [{ kind: lesson|feedback|submission, id, label }] }]
  strayBlobs         fichiers que plus rien ne nomme, enlevés après un temps ; strayBytes
  strangePolicy      champs de la politique de l’ENT dont la valeur est inutilisable
  repaired           { remade, toFetch, forgotten } après --repair, sinon null
  waitingCount       modifications qui attendent l’ENT
  checkedAt          ms depuis 1970, UTC
  supportBytes       taille du fichier de --support, sinon null
Se termine par 1 quand quelque chose ne va pas.`,
    supported: (file, size) => `Fichier d’assistance (${size}) : ${file}`,
    healthy: 'Tout va bien.',
    wrong: 'Quelque chose ne va pas.',
    repaired: (remade, toFetch, forgotten) =>
      `${remade} documents refaits, ${toFetch} redemandés à l’ENT à la prochaine synchronisation, ${forgotten} retirés de la liste.`,
    counts: (schema, documents, size, missing, damaged, waiting) =>
      `Schéma ${schema} ; ${of(documents, 'document', 'documents')} (${size}), ${of(missing, 'manquant', 'manquants')}, ` +
      `${of(damaged, 'abîmé', 'abîmés')} ; ${of(waiting, 'modification attend', 'modifications attendent')}.`,
    strangePolicy: (fields) =>
      `La politique de l’ENT a des valeurs inutilisables (${fields}) : celles d’usage les remplacent. À dire à son exploitant.`,
    strays: (count, size) => `${count} fichiers (${size}) que rien ne nomme ; enlevés avec le temps.`,
    damage: { missing: 'manquant', damaged: 'abîmé' },
    places: { lesson: 'séance', feedback: 'retour pour', submission: 'copie de' },
    remedies: {
      remake: 'son original est ici : --repair le refait',
      fetch: 'l’ENT l’a : --repair, puis une synchronisation, le rapporte',
      forget: 'rien n’en a besoin : --repair le retire de la liste',
      none: 'il n’était pas encore parti et n’est nulle part ailleurs : ajoutez de nouveau le fichier',
    },
  },
  optimise: {
    about: 'Alléger des documents comme avant un envoi. Les originaux ne sont jamais touchés.',
    files: 'documents',
    out: 'dossier des résultats',
    preset: 'ce à quoi servent les documents',
    help: `
Aucun fichier n’est jamais remplacé : quand un nom est pris dans le dossier, le résultat prend le suivant,
« photo (2).jpg ». La même commande, lancée deux fois, ajoute donc des fichiers.
Un document qui ne peut pas être envoyé est refusé : la raison va sur stderr, il n’est copié nulle part, et
le code de fin reste 0. Un fichier absent, illisible ou un dossier arrête tout, avec 1 :
nommez les fichiers d’un dossier eux-mêmes. Dans un terminal, stderr dit l’avancement.
Avec --json, un objet : { files: [{ file, output, type, outcome: optimised|kept|refused, reason, bytesBefore,
bytesAfter, pages, ssim, ms }], total }. \`output\` est le chemin écrit, null si refusé.`,
    outcome: { optimised: 'allégé', kept: 'gardé tel quel', refused: 'refusé' },
    sizes: (before, after, output) => `${before} -> ${after}, dans ${output}`,
    total: (files, before, after) => `${files} fichiers : ${before} -> ${after}`,
    progress: (done, total, file) => `${done} sur ${total} : ${file}`,
  },
  serveEnt: {
    about: 'Servir l’ENT de référence (sur cette machine seule) jusqu’à l’interruption.',
    data: 'où le serveur garde ses données',
    port: 'port ; 0 en prend un libre',
    seed: '`demo` : un lycée avec classes et copies ; `empty` : un enseignant seul',
    json: 'écrire un seul objet JSON quand il écoute',
    listening: (url, login, password) => `${url}  (identifiant ${login}, mot de passe ${password})`,
  },
  conformance: {
    about:
      'Vérifier si un serveur tient les promesses de l’API de synchronisation des ENT (resources/ent-sync-api.yaml).',
    url: 'l’adresse du serveur',
    token: 'un jeton de renouvellement, ou d’accès, d’un compte de ce serveur',
    device: 'l’appareil pour lequel un jeton d’accès a été fait',
    login: 'ou un identifiant ; le mot de passe est lu dans CARTABLE_PASSWORD, ou demandé',
    password: 'son mot de passe ; vu de tous sur cette machine, donc de comptes d’essai seulement',
    write:
      'essayer aussi ce qui écrit : des séances non publiées, effacées ensuite, et des documents que rien ne nomme',
    help: `
Ce qui écrit n’est essayé que sur un compte que le serveur dit d’essai, ou avec --write. Notes, appréciations, copies
corrigées, publications et travail à faire ne sont écrits, puis effacés, que sur un compte d’essai. Quelques mégaoctets
de documents que rien ne nomme sont envoyés. Les noms des vérifications sont en anglais, comme l’API écrite. Ce qui n’est pas essayé est compté par raison ; une capacité que la politique
annonce et que rien dans le compte ne permet d’essayer est rompue. Un jeton seul, d’un compte qui n’est pas d’essai, en montre moins de la moitié : la connexion,
le fil, les refus et les documents présents ; rien des modifications, des notes, des documents envoyés ni de ce qui n’a lieu qu’une fois. Un jeton
d’accès en montre encore moins, puisqu’il n’ouvre pas d’autre session. La commande finit par 1 quand une promesse n’est pas tenue.

Avec --json, un objet : passed, failed, skipped (nombres), skips { writes, not-offered, nothing-to-try, key },
results [{ group, name, outcome, expected, seen | reason, detail }]`,
    key: 'Donnez --token, ou --login.',
    noPasswords: 'Ce serveur ne prend pas de mot de passe : donnez --token, un jeton de renouvellement.',
    expected: 'attendu',
    seen: 'vu',
    outcomes: { passed: 'tenue', failed: 'ROMPUE', skipped: 'pas essayée' },
    reasons: {
      writes: 'elle écrit : --write',
      'not-offered': 'non proposée',
      'nothing-to-try': 'rien sur quoi l’essayer',
      key: 'la clé donnée ouvre trop peu',
    },
    trying: (check) => `Encore à l’essai : ${check}`,
    summary: (passed, failed, skipped) =>
      `${passed} promesses tenues, ${failed} rompues, ${skipped} non essayées.`,
  },
  demo: {
    about:
      'Tout le parcours d’un enseignant face à l’ENT intégré : recevoir, préparer, noter 35 copies, synchroniser.',
    data: 'y garder les données (sinon un dossier temporaire, enlevé à la fin)',
    connected: 'Connecté au lycée de démonstration.',
    received: (records, documents) => `${records} éléments et ${documents} documents reçus.`,
    prepared: 'Une séance préparée, avec ses documents.',
    graded: (copies) => `${copies} copies notées.`,
    summary: (graded, students) => `${graded} copies sur ${students} notées, avec appréciations.`,
    documents: (count, before, after) => `${count} documents : ${before} avant, ${after} envoyés.`,
    traffic: (syncs, requests, up, down) =>
      `${syncs} synchronisations, ${requests} requêtes, ${up} envoyés, ${down} reçus.`,
    server: (grades, comments, lessons, isSame) =>
      `Sur l’ENT : ${grades} notes, ${comments} appréciations, ${lessons} séances ; ` +
      `${isSame ? 'tout est comme sur cet ordinateur' : 'ce N’EST PAS comme sur cet ordinateur'}.`,
    elapsed: (seconds) => `${seconds.toFixed(1).replace('.', ',')} s en tout.`,
  },
};
