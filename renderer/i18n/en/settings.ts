import type { settings as source } from '../fr/settings.ts';
import type { Words } from '../words.ts';

export const settings: Words<typeof source> = {
  title: 'Settings',
};
