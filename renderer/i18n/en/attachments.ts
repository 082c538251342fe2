import type { attachments as source } from '../fr/attachments.ts';
import type { Words } from '../words.ts';

export const attachments: Words<typeof source> = {
  choose: 'Attach a file…',
  chooseTitle: 'Choose files to attach',
  drop: 'Drop the files here',
  notAFile: {
    title: 'What was dropped is not a file',
    text: 'Save it on this computer first, then drop it here.',
  },
  waiting: 'Waiting',
  working: 'Being made lighter…',
  dismiss: 'Stop showing {{name}}',
  retry: 'Try again',
  remove: 'Remove {{name}}',
  removed: 'File removed: {{name}}',
  open: 'View {{name}}',
  lighter: '{{before}} → {{after}} ({{percent}} less)',
  kept: '{{size}}. {{why}}',
  refused: '{{title}}. {{why}}',
};
