import type { connect as source } from '../fr/connect.ts';
import type { Words } from '../words.ts';

export const connect: Words<typeof source> = {
  title: 'Welcome to Cartable',
  sentence:
    'Prepare your lessons and grade your submissions without network; Cartable then exchanges with your ENT or Moodle in a few requests.',
  demo: {
    title: 'Try without an account',
    text: 'An invented lycée, with its classes and submissions, runs on this computer. Nothing goes out on the network.',
    button: 'Discover with a demonstration lycée',
    preparing: 'Preparing the demonstration lycée: classes, assignments, submissions…',
  },
  backup: {
    button: 'Open an encrypted back-up…',
    title: 'Open a back-up',
    text: 'The account opens with everything that was in it. Then the ENT’s password is asked for again.',
    choose: 'Choose the back-up to open',
    file: 'File: {{name}}',
    passphrase: 'Passphrase',
    replace: 'Put aside what is here, and open the back-up in its place',
    submit: 'Open',
    leftOut_one: '{{count}} damaged document could not be taken over.',
    leftOut_many: '{{count}} damaged documents could not be taken over.',
    leftOut_other: '{{count}} damaged documents could not be taken over.',
    done: 'The back-up is open',
  },
  account: {
    title: 'Connect to your ENT or Moodle',
    address: 'Address of the ENT, Moodle or Éléa',
    addressHint: 'For example ent.my-school.fr',
    login: 'Login',
    password: 'Password',
    submit: 'Connect',
    connecting: 'Connecting to the ENT…',
    goOn: 'Go on to {{address}}',
  },
  browser: {
    button: 'Sign in with the browser',
    provider: 'Sign in with {{name}}',
    hint: 'The page of your ENT or Moodle opens: Cartable does not see your password.',
    or: 'or with a password',
    beginning: 'Opening the page of the school…',
    waiting: 'Go on in your browser',
    waitingText:
      'The page of your ENT has been opened there. Once signed in, come back here: Cartable waits for ten minutes.',
    moodleText:
      'The page of your Moodle has been opened there. Once signed in, let the browser open Cartable. The page speaks of an application and of a registration: it takes Cartable for Moodle’s own.',
    paste: 'Does Cartable not open?',
    pasteHint: 'Right-click the link of that page, copy its address and paste it here.',
    pasteSubmit: 'Go on',
    openAgain: 'Open again',
    cancel: 'Cancel',
    /** On the page that the browser shows in the end. */
    done: 'You are signed in. You can close this page and go back to Cartable.',
    failed: 'The sign-in was not finished. Close this page and begin again in Cartable.',
  },
  /** Why a sign-in by the browser was not finished. */
  browserReason: {
    timeout:
      'Nobody came back from the browser within ten minutes. Nothing has changed here: try again, or give your password.',
    denied:
      'You refused access on the ENT’s page. Nothing has changed here: try again, or give your password.',
    refused:
      'The ENT did not accept what the browser brought back. Nothing has changed here: try again, or give your password.',
    'not-offered': 'This ENT does not offer to sign in with the browser. Give your password.',
    'other-account':
      'Another account has signed in in the browser. Sign it out on the ENT’s page, then try again with yours.',
    'not-an-answer':
      'This is not the address of the page’s link. Copy that of the link, whole, and paste it again.',
    'other-answer':
      'This address answers another sign-in, or comes from another Moodle. Sign in on the page that was just opened, then paste its own.',
    cancelled: 'It was cancelled. Nothing has changed here.',
    replaced: 'Another sign-in has begun since: finish that one in the browser.',
  },
  language: 'Language',
  missing: {
    'database-missing': 'The database of your account has vanished',
    'database-empty': 'The database of your account is empty',
    'active-unreadable': 'Cartable no longer knows which account was open',
    backUps: 'Back-ups of the database, newest first:',
    noBackUp: 'There is no back-up beside it.',
    restore:
      'Close Cartable, copy the newest in place of cartable.sqlite, then open it again: what the ENT has received since comes back with the next sync.',
    reconnect:
      'Connecting to the ENT again also brings back everything that it has received, but not the edits that had not left. Until then, keep the folder as it is.',
    lookAgain: 'Connect to the same ENT with the same login: you will find everything again.',
  },
  memoryOnly: {
    title: 'The password will be asked for again',
    text: 'This computer has no keyring: the session is kept in memory only. After Cartable restarts, you will have to sign in to synchronise. Your work itself is saved.',
  },
};
