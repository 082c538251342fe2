import type { documentView as source } from '../fr/document-view.ts';
import type { Words } from '../words.ts';

export const documentView: Words<typeof source> = {
  toolbar: 'Document tools',
  scale: 'Scale',
  command: {
    'zoom-in': 'Zoom in',
    'zoom-out': 'Zoom out',
    'fit-width': 'Fit width',
    'fit-page': 'Whole page',
    rotate: 'Turn by a quarter',
    'two-pages': 'Two pages side by side',
    thumbnails: 'Page thumbnails',
  },
  find: {
    label: 'Search the document',
    next: 'Next',
    previous: 'Previous',
    close: 'Close the search',
    place: '{{current}} of {{total}}',
    none: 'Not found',
  },
  page: {
    label: 'Page {{page}}',
    thumbnails: 'Page thumbnails',
    field: 'Page shown, of {{count}}',
    of: 'of {{count}}',
  },
  text: {
    pictures_one: 'One picture of this document is not shown. Save a copy to see it.',
    pictures_many: '{{count}} pictures of this document are not shown. Save a copy to see them.',
    pictures_other: '{{count}} pictures of this document are not shown. Save a copy to see them.',
    monospace: 'Fixed width',
    cut: 'Only the beginning is shown: the file is very long. Save a copy to read all of it.',
  },
  action: {
    save: 'Save a copy…',
    saved: 'Copy saved: {{name}}',
  },
  type: {
    pdf: 'PDF document',
    word: 'Word-processor document',
    sheet: 'Spreadsheet',
    slides: 'Slide show',
    archive: 'Archive',
    audio: 'Sound recording',
    video: 'Video',
    image: 'Image',
    file: 'File',
  },
  kindAndSize: '{{kind}}, {{size}}',
  away: {
    waiting: 'It will arrive at the next sync.',
    corrupt:
      'The ENT sent it damaged: nothing of it was kept. It will be asked for again at the next syncs; if this lasts, tell your school.',
    missing:
      'The ENT no longer has it. It will be asked for again at the next syncs; if this lasts, ask its author for the file.',
    refused:
      'The ENT, or a protection before it, refuses to send it. It will be asked for again at the next syncs; if this lasts, tell your school.',
  },
  notShown: 'Cartable does not show this kind of file. Save a copy to open it with the right program.',
  fault: {
    missing: 'It will arrive at the next sync.',
    damaged:
      'This file is damaged or incomplete: it cannot be shown. This is how it arrived; ask for another version.',
    protected: 'This file is locked by a password. Save a copy to open it elsewhere.',
    unreadable: 'This file could not be shown. Save a copy to open it elsewhere.',
  },
};
