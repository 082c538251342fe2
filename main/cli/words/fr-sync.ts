import type { CliWords } from './en.ts';

/** Ce que disent `sync` et `history`. En français, rien et moins de deux sont au singulier. */
const of = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;

export const frSync: CliWords['sync'] = {
  about: 'Synchroniser le compte ouvert. Le mot de passe est lu dans CARTABLE_PASSWORD, ou demandé.',
  acceptDeletions: 'croire les suppressions que la dernière synchronisation a montrées, et nulle autre',
  refuseDeletions:
    'ne rien supprimer de ce que la dernière synchronisation a montré, et recevoir tout le reste',
  deleteKept: 'supprimer quand même ce qui est gardé ici, et que l’ENT dit supprimé, après une copie',
  adopt: 'repartir de ce que l’ENT contient maintenant, tel que la dernière synchronisation l’a trouvé',
  outcome: {
    running: 'En cours',
    done: 'Terminé',
    cancelled: 'Arrêté',
    failed: 'Échoué',
    interrupted: 'Interrompu',
  },
  counts: (outcome, sent, received, documentsSent, documentsReceived) =>
    `${outcome} : ${of(sent, 'modification envoyée', 'modifications envoyées')}, ` +
    `${of(received, 'changement reçu', 'changements reçus')}, ` +
    `${of(documentsSent, 'document envoyé', 'documents envoyés')}, ${of(documentsReceived, 'reçu', 'reçus')}.`,
  traffic: (requests, up, down) => `${of(requests, 'requête', 'requêtes')}, ${up} envoyés, ${down} reçus.`,
  leftOut: (count) =>
    `${of(count, 'copie n’a pas pu être lue', 'copies n’ont pas pu être lues')} : l’ENT en dit ce que ce Cartable ne sait pas lire.`,
  nameless: (count) =>
    `${of(count, 'ligne de l’ENT n’a pas pu être lue, et ne dit pas de quoi elle parle', 'lignes de l’ENT n’ont pas pu être lues, et ne disent pas de quoi elles parlent')} : signalez-le à l’assistance de l’ENT.`,
  gone: 'L’ENT dit que ceci a disparu ; tout est gardé ici :',
  goneOf: (kind, gone, known) => `  ${kind} : ${gone} sur ${known}`,
  kept: 'Gardé ici, bien que l’ENT le dise supprimé (`sync --delete-kept` le supprime) :',
  keptOf: (kind, count) => `  ${kind} : ${count}`,
};

export const frHistory: CliWords['history'] = {
  about:
    'Les 200 dernières synchronisations du compte ouvert, la plus récente d’abord, et ce que chacune a demandé à l’ENT.',
  help: `
Avec --json, un objet : { sessions }, chacune avec startedAt, endedAt, outcome, error, requests, bytesUp, bytesDown,
editsSent, changesReceived, documentsSent, documentsReceived, copiesReturned, copiesLeftOut et namelessRows.`,
  none: 'Rien n’a encore été échangé.',
};
