import type { classes as source } from '../fr/classes.ts';
import type { Words } from '../words.ts';

export const classes: Words<typeof source> = {
  title: 'Classes',
};
