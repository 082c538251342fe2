import type { help as source } from '../fr/help.ts';
import type { Words } from '../words.ts';

export const help: Words<typeof source> = {
  title: 'Help',
  intro: 'Cartable in a few steps. Everything works without network, except connecting and synchronising.',
  connect: {
    title: 'Connect',
    one: 'Give the address of your ENT, your login and your password, or discover Cartable with the demonstration lycée.',
    two: 'Cartable receives your classes, assignments and submissions in a few requests, then signs out of the ENT.',
    three: 'The network can then be off: everything is saved on this computer.',
  },
  prepare: {
    title: 'Prepare a lesson',
    one: 'In “Prepare”, create a lesson: its class, its date, its title, then its text.',
    two: 'Drop files on the lesson: Cartable makes them lighter and shows their size before and after.',
    three: 'Add homework with its date, and publish the lesson when it is ready.',
  },
  reuse: {
    title: 'Use again and exchange',
    one: 'In “Progression”, “Use again…” gives a sequence or a year to other classes, or next year, at their own hours.',
    two: 'A sequence goes out as one file for a colleague, or as a Common Cartridge; theirs open in the same place, as templates.',
    three:
      'In “Prepare”, the three dots of a lesson bring a text of Word or LibreOffice in, and take one out.',
  },
  grade: {
    title: 'Grade submissions',
    one: 'In “Grade”, choose an assignment, then a submission: it shows beside the grade and the comment.',
    two: 'Type the grade, for example 14.5, and the comment: each entry is saved at once. Enter goes to the next submission to grade.',
    three:
      'J and K go from one submission to another, “?” shows every shortcut; Ctrl+Z takes the last change back.',
  },
  gradebook: {
    title: 'Keep the gradebook',
    one: 'In “Classes”, the gradebook shows all students and assignments, with averages and medians.',
    two: 'Move with the arrows and type a grade where you are; Enter saves it and goes down.',
    three: 'A missing grade is not a zero: it does not count in the average.',
  },
  sync: {
    title: 'Synchronise',
    one: 'The mark beside “Synchronise” counts the changes that wait to leave.',
    two: '“Synchronise now” sends everything in a few requests; you can stop at any time, nothing is sent twice.',
    three: 'The history keeps the outcome of each exchange, with its requests and bytes.',
  },
  conflicts: {
    title: 'Settle two versions',
    one: 'When the same grade or text changed here and at the ENT, Cartable keeps both and lets you choose.',
    two: 'In “Synchronise”, the two versions stand side by side, with their author and time.',
    three:
      'M keeps yours, T the ENT’s. A refusal by the ENT is explained, and can be tried again or given up.',
  },
  documents: {
    title: 'Find your documents',
    one: 'In “Documents”, each file shows what was made of it: made lighter, kept as it is or refused, and why.',
    two: 'Compare the original and the version sent side by side, and save a copy of either.',
    three: 'The quality when sending, and how long originals are kept, are chosen in “Settings”.',
  },
  safety: {
    title: 'Keep your work safe',
    one: 'Each change is on the disk before it shows as saved, even if the computer stops.',
    two: 'In “Settings”, the back-up copies everything to a folder of your choice and verifies the copy.',
    three: 'The check reads the database and every document, and says in words what is wrong.',
  },
  privacy: {
    title: 'Protect students’ data',
    one: 'In “Settings”, a passphrase locks the window when you walk away; Ctrl+L locks it at once.',
    two: '“Erase a student…” removes all that is about them from this computer, and writes a statement of it without their name.',
    three: 'Finished school years are erased in the same way; a time of keeping may propose them by itself.',
  },
  keys: {
    title: 'By keyboard',
    key: 'Keys',
    action: 'Effect',
    screens: 'Go from screen to screen, in the order of the bar',
    search: 'Search a lesson, a student, a document, an action',
    help: 'Open this help',
    sync: 'Synchronise now',
    undo: 'Undo the last change',
    redo: 'Redo it',
    copies: 'Grade: next submission, previous submission, every shortcut',
    move: 'Move in the gradebook; grade; open the submission',
    settle: 'Settle: keep mine; keep the ENT’s; choose, keep',
    documents: 'Go from document to document',
    screensKeys: 'Ctrl+1 … Ctrl+7',
    searchKeys: 'Ctrl+K',
    helpKeys: 'F1',
    syncKeys: 'F9',
    undoKeys: 'Ctrl+Z',
    redoKeys: 'Ctrl+Shift+Z',
    copiesKeys: 'J; K; ?',
    moveKeys: 'Arrows; digit or Enter; Ctrl+Enter',
    settleKeys: 'M; T; arrows, Enter',
    documentsKeys: 'Up and down arrows',
    mac: 'On macOS, ⌘ replaces Ctrl.',
  },
};
