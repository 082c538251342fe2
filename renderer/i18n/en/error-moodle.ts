import type { moodleErrors as source } from '../fr/error-moodle.ts';
import type { Words } from '../words.ts';

export const moodleErrors: Words<typeof source> = {
  'moodle/web-services-off': {
    title: 'This Moodle is not open to applications',
    text: 'Its web services, or its mobile service, are switched off. Ask your school to enable “Web services for mobile devices”.',
  },
  'moodle/password-change': {
    title: 'Moodle asks for a new password',
    text: 'Change it on the Moodle page, in your browser, then come back here.',
  },
  'moodle/policy-not-agreed': {
    title: 'Moodle asks you to agree to its terms',
    text: 'Agree to them on the Moodle page, in your browser, then come back here.',
  },
  'moodle/profile-incomplete': {
    title: 'Moodle asks you to complete your profile',
    text: 'Complete it on the Moodle page, in your browser, then come back here.',
  },
  'moodle/maintenance': {
    title: 'This Moodle is under maintenance',
    text: 'Nothing is lost: your changes wait here, Cartable will try again by itself.',
  },
  'moodle/moved': {
    title: 'This Moodle has moved',
    text: 'It leads to {{address}}, where nothing was sent. Ask your school whether this is its new address; what waits is kept here.',
  },
  'moodle/too-old': {
    title: 'This Moodle is too old for Cartable',
    text: 'Moodle 4.1 or later is needed. Tell your school.',
  },
  'moodle/missing-functions': {
    title: 'This Moodle does not offer all that Cartable needs',
    text: 'Its mobile service was restricted, or exchanges no files. Tell your school.',
  },
  'moodle/browser-only': {
    title: 'This Moodle did not accept this password',
    text: 'One signs in there by the school’s page: choose “Sign in with the browser”.',
  },
};
