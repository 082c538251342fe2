import type { lessons as source } from '../fr/lessons.ts';
import type { Words } from '../words.ts';

export const lessons: Words<typeof source> = {
  title: 'Prepare',
};
