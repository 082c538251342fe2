import type { errorPrecise as source } from '../fr/error-precise.ts';
import type { Words } from '../words.ts';

export const errorPrecise: Words<typeof source> = {
  'account/browser-sign-in-failed': '{{browserReason}}',
  'ent/paused':
    'It is very busy at the moment and asks to come back on {{untilMs}}. Your changes wait here and will leave afterwards; until then “Synchronise now” waits too.',
  'grading/grade-out-of-range': 'A grade goes from 0 to {{maxTimes100}}. The previous grade is kept.',
  'grading/comment-too-long':
    'The ENT accepts {{max}} characters at most: this is {{excess}} too many. Shorten the text for it to be saved.',
  'lessons/too-many-blocks':
    'A lesson takes {{mostBlocks}} paragraphs at most: this is {{excessBlocks}} too many. They stay in this window, but are no longer saved: share the text out over several lessons.',
  'library/file-missing': '“{{name}}” was moved or deleted after you chose it.',
  'library/file-unreadable':
    '“{{name}}” may be held open by another program, or you may not have the right to read it.',
  'moodle/maintenance':
    'Nothing is lost: your changes wait here. Cartable will try again by itself after {{untilMs}}; until then “Synchronise now” waits too.',
  'moodle/no-room':
    'Moodle does not take “{{name}}”: it is too large, one too many, not on this computer, or your space there is full. Nothing was published. Open this window again: it tells what can go.',
  'watch/folder-refused': '{{folderReason}}',
  'library/file-refused': '“{{name}}”: {{reason}} The original file was not touched.',
};
