/** What `sync` and `history` say. */
const of = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const enSync = {
  about: 'Sync the open account. The password is read from CARTABLE_PASSWORD, or asked for.',
  acceptDeletions: 'believe the deletions that the last sync listed, and no others',
  refuseDeletions: 'delete nothing of what the last sync listed, and receive all the rest',
  deleteKept: 'delete after all what is kept here and the ENT says is gone, after a backup',
  adopt: 'start again from what the ENT holds now, as the last sync found it',
  outcome: {
    running: 'Running',
    done: 'Done',
    cancelled: 'Stopped',
    failed: 'Failed',
    interrupted: 'Interrupted',
  },
  counts: (
    outcome: string,
    sent: number,
    received: number,
    documentsSent: number,
    documentsReceived: number,
  ) =>
    `${outcome}: ${of(sent, 'edit', 'edits')} sent, ${of(received, 'change', 'changes')} received, ` +
    `${of(documentsSent, 'document', 'documents')} sent, ${documentsReceived} received.`,
  traffic: (requests: number, up: string, down: string) =>
    `${of(requests, 'request', 'requests')}, ${up} up, ${down} down.`,
  leftOut: (count: number) =>
    `${of(count, 'submission', 'submissions')} could not be read: the ENT tells of them in a way that this Cartable does not know.`,
  nameless: (count: number) =>
    `${of(count, 'row', 'rows')} of the ENT could not be read, and did not say what of: tell the ENT’s support.`,
  gone: 'Said to be gone by the ENT, and kept here:',
  goneOf: (kind: string, gone: number, known: number) => `  ${kind}: ${gone} of ${known}`,
  kept: 'Kept here, although the ENT says it is gone (`sync --delete-kept` deletes it):',
  keptOf: (kind: string, count: number) => `  ${kind}: ${count}`,
};

export const enHistory = {
  about: 'The last 200 syncs of the open account, newest first, with what each asked of the ENT.',
  help: `
With --json, one object: { sessions }, each with startedAt, endedAt, outcome, error, requests, bytesUp, bytesDown,
editsSent, changesReceived, documentsSent, documentsReceived, copiesReturned, copiesLeftOut and namelessRows.`,
  none: 'Nothing was exchanged yet.',
};
