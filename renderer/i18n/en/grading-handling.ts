import type { gradingAttempts as attempts, gradingHandling as source } from '../fr/grading-handling.ts';
import type { Words } from '../words.ts';

/** What was handed in before the attempt that is graded. */
export const gradingAttempts: Words<typeof attempts> = {
  label: 'Earlier attempts',
  attempt: 'Attempt {{number}}',
  attemptOn: 'Attempt {{number}}, handed in on {{date}}',
  ungraded: 'no grade',
  files: 'Files of attempt {{number}}',
  returned: 'Files given back with attempt {{number}}',
  comment: 'Comment:',
};

/** Of grading.ts: where the work on a copy stands at Moodle, beside its grade. */
export const gradingHandling: Words<typeof source> = {
  label: 'Handling of the copy',
  extension: 'Extension for this student',
  extensionNone: 'None',
  extensionGive: 'Grant an extension',
  extensionChange: 'Change',
  extensionSave: 'Grant',
  extensionRemove: 'Take it back',
  extensionUntil: 'Until {{date}}',
  extensionMissing: 'Choose a date.',
  attempt: 'Attempt {{number}}',
  attemptOf: 'Attempt {{number}} of {{max}}',
  reopen: 'Allow another attempt',
  reopened: 'It will be open to the student after the next exchange.',
  state: 'State of the marking',
  released: 'The student sees the grade once the state “Released” has been sent.',
  marker: 'Allocated to {{name}}',
  markerMine: 'Allocated to me',
  markerOther: 'Allocated to a colleague',
  saved: 'Handling of the copy of {{name}}',
  states: {
    'not-marked': 'Not marked',
    'in-marking': 'In marking',
    marked: 'Marking completed',
    'in-review': 'In review',
    ready: 'Ready for release',
    released: 'Released',
  },
};
