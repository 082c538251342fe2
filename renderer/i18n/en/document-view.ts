import type { documentView as source } from '../fr/document-view.ts';
import type { Words } from '../words.ts';

export const documentView: Words<typeof source> = {
  title: 'Document',
};
