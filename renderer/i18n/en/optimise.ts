import type { optimise as source } from '../fr/optimise.ts';
import type { Words } from '../words.ts';

export const optimise: Words<typeof source> = {
  outcome: {
    optimised: 'Made lighter',
    kept: 'Kept as it is',
    refused: 'Refused',
  },
  /** Why a folder cannot be watched. */
  folderReason: {
    missing: 'This folder does not exist, or cannot be reached for now.',
    unreadable: 'You may not read this folder.',
    own: 'Cartable keeps its own data there. Choose a folder that does not hold them.',
    watched: 'This folder, or one that it holds or lies in, is watched already.',
  },
  reason: {
    'not-smaller': 'It cannot become lighter.',
    'no-recipe': 'Cartable does not change this kind of file.',
    signed: 'It is signed: a change would break its signature.',
    encrypted: 'It is protected by a password.',
    macros: 'It holds macros: a change could break them.',
    'not-proven': 'A lighter version could not be shown to be faithful.',
    quality: 'A lighter version would not have looked the same.',
    damaged: 'It is damaged or incomplete: it would not open.',
    'too-heavy': 'It weighs more than 200 MB: attach it yourself if you do want to send it.',
    folder: 'It is a folder: add the files that are in it instead.',
    empty: 'It is empty.',
    misnamed: 'It is not what its name says.',
    unsafe: 'It is an archive that would write outside its own folder.',
    'too-large': 'It is too large to be opened safely.',
    crashed: 'Its content makes the reading program fail.',
    'timed-out': 'Reading it took too long.',
    other: 'It stays as it is.',
  },
};
