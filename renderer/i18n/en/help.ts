import type { help as source } from '../fr/help.ts';
import type { Words } from '../words.ts';

export const help: Words<typeof source> = {
  title: 'Help',
};
