import type { past as source } from '../fr/sync-past.ts';
import type { Words } from '../words.ts';

export const past: Words<typeof source> = {
  history: {
    title: 'Past exchanges',
    none: 'Each synchronisation will be noted here, with its requests and bytes.',
    when: 'Date',
    outcome: 'Outcome',
    requests: 'Requests',
    web: 'By the web',
    about: 'about {{requests}}',
    up: 'Sent',
    down: 'Received',
    edits: 'Changes',
    documents: 'Documents',
    duration: 'Duration',
    editsCell: 'sent {{sent}}, received {{received}}',
    documentsCell: 'sent {{sent}}, received {{received}}',
    nothing: '–',
    uncounted: 'not counted',
    leftOut_one: '{{count}} submission not read',
    leftOut_many: '{{count}} submissions not read',
    leftOut_other: '{{count}} submissions not read',
    nameless_one: '{{count}} row not read',
    nameless_many: '{{count}} rows not read',
    nameless_other: '{{count}} rows not read',
    caption: 'The last 200 exchanges with the ENT, newest first',
  },
  web: {
    sentence_one:
      '{{count}} copy returned in {{ours}} requests; by the web, about {{web}} requests and {{bytes}}.',
    sentence_many:
      '{{count}} copies returned in {{ours}} requests; by the web, about {{web}} requests and {{bytes}}.',
    sentence_other:
      '{{count}} copies returned in {{ours}} requests; by the web, about {{web}} requests and {{bytes}}.',
    how: 'How is this computed?',
    measured:
      'Grading a class of 35 submissions in the web pages of a Moodle 5.1 took 505 to 542 requests to the server: about {{perCopy}} a copy. 43.6 MB came with them, {{bytesPerCopy}} a copy, each being one scanned page of 2.1 MB. The estimate multiplies that by the copies returned.',
    counted:
      'A copy counts once an exchange, whether it bears a grade, a comment or an annotated file. Lessons, for which nothing was measured, do not count. Our requests are all those of the exchanges that returned copies; our bytes are in the table, exchange by exchange, documents included.',
  },
  outcome: {
    running: 'Running',
    done: 'Done',
    cancelled: 'Stopped by you',
    failed: 'Failed: {{reason}}',
    failedPlain: 'Failed',
    interrupted: 'Interrupted',
  },
  plot: {
    title_one: 'The last day',
    title_many: 'The last {{count}} days',
    title_other: 'The last {{count}} days',
    label:
      '{{requests}} requests to the ENT, {{up}} sent, {{down}} received. Returning the copies took {{ours}} of them, about {{web}} by the web.',
    labelAlone: '{{requests}} requests to the ENT, {{up}} sent, {{down}} received.',
    ours: 'exchanges that returned copies',
    rest: 'other exchanges',
    web: 'the same copies by the web (estimate)',
    up: 'sent',
    down: 'received',
    requests: 'requests',
    bar: '{{when}}: {{requests}} requests, {{up}} sent, {{down}} received',
    barWeb: '{{when}}: {{requests}} requests, about {{web}} by the web, {{up}} sent, {{down}} received',
    figures: 'The figures, day by day',
    day: 'Day',
    exchanges: 'Exchanges',
  },
  ended: {
    failed: 'The synchronisation did not end. {{title}}. {{text}}',
    conflicts_one: 'Synchronisation done: {{count}} change to settle.',
    conflicts_many: 'Synchronisation done: {{count}} changes to settle.',
    conflicts_other: 'Synchronisation done: {{count}} changes to settle.',
    refused_one: 'Synchronisation done: {{count}} change that the ENT did not take.',
    refused_many: 'Synchronisation done: {{count}} changes that the ENT did not take.',
    refused_other: 'Synchronisation done: {{count}} changes that the ENT did not take.',
    done: 'Synchronisation done.',
    cancelled: 'Synchronisation stopped. The rest will leave next time.',
  },
};
