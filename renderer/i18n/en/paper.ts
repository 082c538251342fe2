import type { paper as source } from '../fr/paper.ts';
import type { Words } from '../words.ts';

export const paper: Words<typeof source> = {
  sheets: {
    menu: 'Print sheets with QR codes…',
    title: 'Sheets for copies on paper',
    explanation:
      'A sheet or a label for each student, to print. Once the pile is scanned, Cartable finds by the QR code whose each copy is. The code says nothing of the student.',
    form: 'Form',
    sheets: 'A sheet for each student, to put before the copy',
    strips: 'Labels to cut and glue, eight a page',
    save: 'Save the PDF…',
    fileName: 'Sheets {{title}}',
    hint: 'Put this sheet before the copy when the pile is scanned. The code must stay readable.',
    done_one: 'The PDF is saved: {{count}} student. Print it at 100%.',
    done_many: 'The PDF is saved: {{count}} students. Print it at 100%.',
    done_other: 'The PDF is saved: {{count}} students. Print it at 100%.',
  },
  pile: {
    menu: 'Sort scanned copies…',
    ofArrival: 'Sort among the copies…',
    answer: 'Say whose the pages are…',
    waiting: 'Pages to be given out: {{title}}',
    shared_one:
      'Scanned copies of “{{title}}”: {{count}} is attached already. Other pages wait until you say whose they are.',
    shared_many:
      'Scanned copies of “{{title}}”: {{count}} are attached already. Other pages wait until you say whose they are.',
    shared_other:
      'Scanned copies of “{{title}}”: {{count}} are attached already. Other pages wait until you say whose they are.',
    title: 'Sort scanned copies',
    explanation:
      'The pages as they were scanned or photographed, with the sheets or labels printed by Cartable: one PDF, or several PDFs and pictures, taken in the order of their names. Nothing changes before you confirm.',
    reading: 'Cartable is looking for QR codes in the pages…',
    noSheet:
      'No sheet printed by Cartable was found in this file. From “Classes” you can say which assignment it is, and sort the pages by hand.',
    found_one: '{{title}}: {{count}} page read.',
    found_many: '{{title}}: {{count}} pages read.',
    found_other: '{{title}}: {{count}} pages read.',
    table: 'The pages and their students',
    column: { pages: 'Pages', sheet: 'To check', student: 'Student' },
    state: {
      'no-code': 'No sheet before these pages',
      unknown: 'A sheet of another computer',
      other: 'A sheet of another assignment',
      twice: 'This student’s sheet is there several times',
    },
    who: 'Student of pages {{pages}}',
    asked_one: '{{count}} part waits for you to say whose it is.',
    asked_many: '{{count}} parts wait for you to say whose they are.',
    asked_other: '{{count}} parts wait for you to say whose they are.',
    confirm_one: 'Attach {{count}} copy',
    confirm_many: 'Attach {{count}} copies',
    confirm_other: 'Attach {{count}} copies',
    done_one: '{{count}} scanned copy attached',
    done_many: '{{count}} scanned copies attached',
    done_other: '{{count}} scanned copies attached',
  },
};
