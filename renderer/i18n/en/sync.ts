import type { sync as source } from '../fr/sync.ts';
import type { Words } from '../words.ts';

export const sync: Words<typeof source> = {
  title: 'Synchronisation',
};
