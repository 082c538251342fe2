import type { autosave as source } from '../fr/autosave.ts';
import type { Words } from '../words.ts';

export const autosave: Words<typeof source> = {
  typed: 'Edited',
  saving: 'Saving…',
  saved: 'Saved',
  retrying: 'Not saved yet: trying again.',
  failed: 'Not saved.',
};
