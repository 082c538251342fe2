import type { connect as source } from '../fr/connect.ts';
import type { Words } from '../words.ts';

export const connect: Words<typeof source> = {
  title: 'Welcome to Cartable',
  sentence:
    'Prepare your lessons and grade your submissions without network; Cartable then exchanges with the ENT in a few requests.',
  demo: {
    title: 'Try without an account',
    text: 'An invented lycée, with its classes and submissions, runs on this computer. Nothing goes out on the network.',
    button: 'Discover with a demonstration lycée',
    preparing: 'Preparing the demonstration lycée: classes, assignments, submissions…',
  },
  account: {
    title: 'Connect to your ENT',
    address: 'Address of the ENT',
    addressHint: 'For example ent.my-school.fr',
    login: 'Login',
    password: 'Password',
    submit: 'Connect',
    connecting: 'Connecting to the ENT…',
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
