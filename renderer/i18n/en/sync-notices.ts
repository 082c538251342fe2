import type { notices as source } from '../fr/sync-notices.ts';
import type { Words } from '../words.ts';

export const notices: Words<typeof source> = {
  deletions: {
    title: 'The ENT says that a great deal is gone',
    intro:
      'Cartable did not believe it: nothing was deleted here. Until you have chosen, nothing more is received from the ENT; your own changes go on leaving.',
    caption: 'What the ENT says is deleted, out of what Cartable knows',
    outOf: '{{gone}} of {{known}}',
    advice:
      'A new school year or a class made anew can explain it. If in doubt, ask your school. Before it deletes anything, Cartable makes a backup; your grades and texts that wait are kept.',
    accepted: 'Accept these deletions',
    refused: 'Delete nothing',
    decided: {
      none: 'Nothing is chosen yet.',
      accepted:
        'Accepted: the next synchronisation will delete exactly this. If the ENT asks for more, Cartable will ask you again.',
      refused:
        'Nothing will be deleted: the next synchronisation receives all the rest, and this stays here. You can still change your mind.',
    },
  },
  dataset: {
    replaced: {
      title: 'The ENT no longer holds the same data',
      text: 'It was installed anew, or your school has moved to another ENT: what answers at this address is not what Cartable knows.',
    },
    restored: {
      title: 'The ENT has gone back to an older state',
      text: 'A backup was probably put back there: it has forgotten changes that it had already given or received.',
    },
    safe: 'Nothing is sent, and nothing was deleted here. You can go on working. If you start again from what the ENT holds now:',
    backup: 'Cartable first makes a backup.',
    compare:
      'Everything is compared: what the ENT no longer has is sent to it again, what differs is shown to you to choose.',
    keep: 'Nothing is deleted here, even if the ENT looks empty.',
    adopt: 'Start again from what the ENT holds now',
    doubt: 'If in doubt, wait: should the ENT become what it was, the synchronisation goes on by itself.',
  },
  unknown: {
    title: 'Kept here, unknown to the ENT',
    intro:
      'When everything was compared, the ENT did not know this. Cartable keeps it and goes on showing it.',
    seen: 'I have seen it',
  },
  kept: {
    title: 'Kept here, deleted at the ENT',
    intro:
      'You chose to delete nothing: Cartable keeps this and goes on showing it, and receives all the rest. What you change of it is sent; if the ENT does not take it, this page shows that. What the ENT brings back is no longer counted here.',
    delete: 'Delete all the same…',
    confirmTitle: 'Delete everything that is kept here?',
    confirmText:
      'Cartable first makes a backup, then deletes all of it from this computer. Your grades and texts that wait are kept.',
    confirm: 'Delete',
    deleted: 'Deleted from this computer, after a backup.',
  },
  unreadable: {
    title: 'Received, but this version cannot read it',
    intro:
      'The ENT has sent things that this version of Cartable cannot read, because it is newer, or mistaken. They are kept here as they came, and will show by themselves once Cartable is updated, or the ENT mended. If this goes on, tell the school.',
    other: 'Of an unknown kind',
  },
};
