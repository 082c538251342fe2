import type { grading as source } from '../fr/grading.ts';
import type { Words } from '../words.ts';

export const grading: Words<typeof source> = {
  title: 'Grade',
};
