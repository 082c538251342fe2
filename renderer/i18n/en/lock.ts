import type { lock as source } from '../fr/lock.ts';
import type { Words } from '../words.ts';

export const lock: Words<typeof source> = {
  title: 'Cartable is locked',
  section: 'Lock',
  sectionText:
    'Closes the window to passers-by when you go away. This is not encryption: anyone who can read your files does not need the window.',
  passphrase: 'Passphrase',
  hint: 'At least {{count}} characters.',
  again: 'The same passphrase, once more',
  current: 'Current passphrase',
  new: 'New passphrase',
  chooseText: 'It will be asked for when Cartable opens and each time after it was locked.',
  choose: 'Choose a passphrase…',
  change: 'Change the passphrase…',
  save: 'Save',
  remove: 'Stop locking…',
  removeTitle: 'Stop locking Cartable',
  removeConfirm: 'Remove the lock',
  when: 'When',
  whenText: 'What you write is saved first, or kept until you unlock. Ctrl+L locks at once.',
  idle: 'Lock after',
  minutes_one: '{{count}} minute without touching Cartable',
  minutes_many: '{{count}} minutes without touching Cartable',
  minutes_other: '{{count}} minutes without touching Cartable',
  never: 'Never by itself',
  onSleep: 'Also when the computer goes to sleep or its session is locked',
  laterTitle: 'Lock less often',
  laterText: 'Cartable would stay open where it locks today: your passphrase is asked for.',
  now: 'Lock now',
  open: 'Unlock',
  forgotten:
    'Passphrase forgotten? Whoever manages the computer can remove the file lock.json from the Cartable folder. Your data are not lost.',
  required: 'Your school asks for a lock',
  requiredText: 'Choose a passphrase to go on.',
  notLocked: 'Nothing is locked',
  unsaved: 'A text is waiting to be saved',
  unsavedText:
    'What you wrote last could not be saved before the lock. Unlock before you close Cartable, or that text is lost.',
  notSet: 'First choose a passphrase, further down this page, under “Lock”.',
};
