import type { app as source } from '../fr/app.ts';
import type { Words } from '../words.ts';

export const app: Words<typeof source> = {
  name: 'Cartable',
  rail: {
    label: 'Screens',
    today: 'Today',
    classes: 'Classes',
    grading: 'Grade',
    lessons: 'Prepare',
    documents: 'Documents',
    sync: 'Synchronise',
    settings: 'Settings',
    help: 'Help',
    waiting_one: '{{count}} change waiting',
    waiting_many: '{{count}} changes waiting',
    waiting_other: '{{count}} changes waiting',
  },
  skipToContent: 'Skip to content',
  togglePassword: 'Show or hide the password',
  messages: 'Messages',
  justNow: 'just now',
  loading: 'Loading…',
  action: {
    cancel: 'Cancel',
    close: 'Close',
    retry: 'Try again',
    undo: 'Undo',
  },
  keys: {
    title: 'Keyboard shortcuts',
    Enter: 'Enter',
    Escape: 'Esc',
    Shift: 'Shift',
    change: 'Change the {{key}} key: {{words}}',
    press: 'Press the new key. Escape to keep the old one.',
    listening: '…',
    taken: 'The {{key}} key is in use: {{words}}.',
    unfit: 'This key cannot be chosen. Take a letter or a sign; digits begin a grade.',
    hint: 'Click a key to change it.',
    reset: 'Put the first keys back',
  },
  undo: {
    undone: 'Undone: {{label}}',
    redone: 'Redone: {{label}}',
    nothing: 'There is nothing to undo.',
    nothingToRedo: 'There is nothing to redo.',
  },
  engine: {
    restarting: 'Cartable is restarting its inner part. Your saved work is intact.',
    failed: 'Cartable’s inner part stopped several times. Your saved work is intact.',
    restart: 'Restart',
  },
  readOnly: {
    future:
      'This data comes from a newer version of Cartable: it is open for reading only. Update Cartable to change it.',
    other: 'Your data is open for reading only: nothing can be changed for now.',
  },
  crash: {
    title: 'This screen met an error',
    text: 'This is a fault of Cartable. Your saved work is intact.',
    retry: 'Open the screen again',
  },
  signIn: {
    title: 'Your session has ended',
    text: 'Sign in again to {{school}} ({{login}}) for the exchanges with the ENT to go on. Your work is saved here.',
    password: 'Password',
    submit: 'Sign in',
    later: 'Later',
    done: 'You are signed in again.',
  },
  syncState: {
    synced: 'Saved at the ENT',
    waiting: 'Waiting to be sent',
    conflict: 'To be settled',
    refused: 'Refused by the ENT',
  },
};
