import type { reference as source } from '../fr/reference.ts';
import type { Words } from '../words.ts';

export const reference: Words<typeof source> = {
  label: 'Beside the submission',
  toggle: 'Answer key or subject beside the submission',
  toggleKeys: 'Answer key or subject beside the submission (Shift+{{key}})',
  hide: 'Hide what is beside the submission',
  parts: {
    label: 'What is beside the submission',
    key: 'Answer key',
    subject: 'Subject',
    instructions: 'Instructions',
  },
  none: {
    key: 'Choose an answer key or drop it here: it will stay beside all the submissions of this assignment. It is not sent.',
    subject:
      'Choose a subject or drop it here: it will stay beside all the submissions of this assignment. It is not sent.',
  },
  choose: { key: 'Choose the answer key', subject: 'Choose the subject' },
  file: 'Choose a file…',
  document: 'Document beside the submission',
  otherFile: 'Add another file…',
  fromLibrary: 'From my documents…',
  change: 'Add a document, or remove this one',
  remove: 'Remove',
  bringing: 'The document is being prepared…',
  chosen: { key: 'Answer key of “{{title}}” chosen', subject: 'Subject of “{{title}}” chosen' },
  removed: 'Document removed from beside the submissions of “{{title}}”',
  library: {
    label: 'My documents',
    search: 'Find a name',
    empty: 'You have no document yet.',
    none: 'No document matches.',
    more_one: 'And {{count}} more: type a word of its name.',
    more_many: 'And {{count}} more: type a word of their name.',
    more_other: 'And {{count}} more: type a word of their name.',
  },
};
