import type { documents as source } from '../fr/documents.ts';
import type { Words } from '../words.ts';

export const documents: Words<typeof source> = {
  title: 'Documents',
};
