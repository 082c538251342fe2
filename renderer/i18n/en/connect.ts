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
  memoryOnly: {
    title: 'The password will be asked for again',
    text: 'This computer has no keyring: the session is kept in memory only. After Cartable restarts, you will have to sign in to synchronise. Your work itself is saved.',
  },
};
