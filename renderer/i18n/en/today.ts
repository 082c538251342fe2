import type { today as source } from '../fr/today.ts';
import type { Words } from '../words.ts';

export const today: Words<typeof source> = {
  title: 'Today',
};
