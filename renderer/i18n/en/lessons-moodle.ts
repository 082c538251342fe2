import type { lessonsMoodle as source } from '../fr/lessons-moodle.ts';
import type { Words } from '../words.ts';

/** Of lessons.ts: a lesson that goes to a course at Moodle, by what its web service allows. */
export const lessonsMoodle: Words<typeof source> = {
  open: 'Put on Moodle…',
  title: 'Put the lesson on Moodle',
  hint: 'Moodle has no place for lessons themselves, which stay on this computer. This is what the course lets you show of it. What is there already is not put there twice.',
  event: 'Calendar of the course',
  eventHint: 'Its title, its date and its text, which students see in their calendar.',
  forum: 'Forum “{{name}}”',
  newsHint: 'Its text and its documents, as an announcement: Moodle also mails it to the students.',
  forumHint: 'Its text and its documents, as a new discussion.',
  files: 'Your private files',
  filesHint: 'Its documents, to be added to the course at Moodle later. Students do not see them.',
  deposit: 'Put there',
  replace: 'Update',
  complete: 'Complete',
  done: 'Put on Moodle, and read back.',
  states: {
    there: 'There already.',
    'changed-here': 'Put there before your last changes.',
    'changed-there': 'Changed at Moodle since: Cartable leaves it alone.',
  },
  announcedBefore:
    'Announced before your last changes. Correct it in the forum: a second announcement would go to everybody.',
  nothing: 'This course lets you put nothing there in this way: no calendar, no forum, no files.',
  package:
    'For a whole sequence, with its texts and documents: “Progression”, its menu, “Export as Common Cartridge…”, then “Restore” in the course.',
  left: {
    before: 'Will not go with the announcement:',
    after: 'Not in the announcement:',
    nowhere: 'Cannot be put on this Moodle:',
    why: '“{{name}}”: {{reason}}',
    reasons: {
      'no-attachments': 'this forum takes no documents from you.',
      'too-large': 'larger than what is taken there.',
      'too-many': 'one too many for this forum, which limits their number.',
      'not-here':
        'it is not on this computer. If it comes from Moodle, synchronise (F9); otherwise attach it to the lesson again.',
    },
    agree: 'Announce without these documents',
    toFiles: 'Your private files, below, can take those that are here and that Moodle accepts.',
    toCourse: 'They can be added to the course on the page of Moodle.',
  },
  contents: 'What the course has',
  empty: 'Empty',
  hidden: '(hidden from students)',
};
