import type { dataErrors as source } from '../fr/error-data.ts';
import type { Words } from '../words.ts';

export const dataErrors: Words<typeof source> = {
  'grading/form-of-server': {
    title: 'This assignment has Moodle’s own form',
    text: 'Its levels and criteria are changed at Moodle. Nothing has changed here.',
  },
  'grading/not-handled': {
    title: 'Your server does not follow that',
    text: 'For this assignment it takes no such date, attempt or state. Nothing has changed here.',
  },
  'grading/extension-too-early': {
    title: 'That date is before the assignment’s',
    text: 'Choose one after the day on which the assignment is due. Nothing has changed.',
  },
  'grading/no-more-attempts': {
    title: 'This student has no attempt left',
    text: 'The assignment allows no more. Their number is changed on Moodle.',
  },
  'store/not-found': {
    title: 'This no longer exists',
    text: 'It was deleted, at the ENT or here. The screen will update.',
  },
  'store/disk-full': {
    title: 'The disk is full',
    text: 'The last change was not saved; everything else is. Free some space, then make it again.',
  },
  'store/read-only': {
    title: 'Your data is open for reading only',
    text: 'Nothing can be changed for now. You can read, and save copies.',
  },
  'store/busy': {
    title: 'Your data is busy',
    text: 'Another program holds it. Try again in a moment.',
  },
  'backup/wrong-passphrase': {
    title: 'That is not this back-up’s passphrase',
    text: 'Check capitals and spaces, and try again. Without it nobody can open this file: we cannot either.',
  },
  'backup/not-a-backup': {
    title: 'This file is not a back-up',
    text: 'Choose a file that Cartable wrote with “Back up to an encrypted file”.',
  },
  'backup/damaged': {
    title: 'This back-up is damaged',
    text: 'It is incomplete, or bytes have changed: nothing was taken from it, and nothing has changed here. Copy it again, or take another one.',
  },
  'backup/account-here': {
    title: 'This account is on this computer already',
    text: 'You can open it by signing in. If the back-up is to take its place, tick “Put aside what is here”: nothing will be deleted.',
  },
  'store/in-use': {
    title: 'Your data is already open elsewhere',
    text: 'Another window of Cartable, or its command line, is using it on this computer. Close it, then try again.',
  },
  'store/corrupt': {
    title: 'The data file is damaged',
    text: 'Cartable no longer writes to it, so that nothing is lost. A back-up can be put in its place: keep this folder as it is.',
  },
  'store/from-future': {
    title: 'This data comes from a newer version',
    text: 'It is open for reading only. Update Cartable to change it.',
  },
  'store/not-a-folder': {
    title: 'The folder of your data is a file',
    text: 'Where Cartable keeps your data, a file takes the folder’s place. Move it, then try again.',
  },
  'vault/blob-missing': {
    title: 'The document is not on this computer',
    text: 'It will come with the next synchronisation.',
  },
  'vault/blob-corrupt': {
    title: 'The document is damaged on the disk',
    text: 'Its content no longer matches its fingerprint. It will be asked for again at the next synchronisation.',
  },
  'library/no-program': {
    title: 'No program has opened this file',
    text: 'This computer has no program for this kind of file. Install one, or choose one in the settings of the system.',
  },
  'library/lesson-gone': {
    title: 'The lesson of this document is no longer there',
    text: 'What you saved in “{{name}}” was not taken back. Put the lesson back and it will come by itself; or save it elsewhere from its program.',
  },
  'lessons/too-many-blocks': {
    title: 'This text is too long for one lesson',
    text: 'It stays in this window, but is no longer saved. Share it out over several lessons.',
  },
  'moodle/not-kept': {
    title: 'Moodle has not kept it',
    text: 'Nothing more was written there. You may not be allowed to any longer in this course: open this window again, it offers only what the course allows.',
  },
  'moodle/changed-there': {
    title: 'Somebody has changed it at Moodle',
    text: 'Cartable has not replaced it. To change it, do so on the course’s page.',
  },
  'moodle/no-room': {
    title: 'This Moodle has no room for these documents',
    text: 'One of them is larger than it takes, there are too many for this forum, or your space there is full. Nothing was published.',
  },
  'lock/locked': {
    title: 'Cartable is locked',
    text: 'Type your passphrase to go on.',
  },
  'lock/wrong-passphrase': {
    title: 'This is not the passphrase',
    text: 'Check the capitals and the keyboard, then type it again.',
  },
  'lock/wait': {
    title: 'Too many tries',
    text: 'Wait {{waitS}}\u00a0s, then try again.',
  },
};
