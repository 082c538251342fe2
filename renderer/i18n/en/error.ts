import type { error as source } from '../fr/error.ts';
import type { Words } from '../words.ts';
import { dataErrors } from './error-data.ts';
import { moodleErrors } from './error-moodle.ts';

export const error: Words<typeof source> = {
  ...dataErrors,
  ...moodleErrors,
  'account/wrong-address': {
    title: 'This address does not exist',
    text: 'No server answers to this name: nothing was sent. Check the address, for example ent.my-school.fr, then try again.',
  },
  'account/wrong-credentials': {
    title: 'Login or password refused',
    text: 'The ENT does not know this login with this password; nothing has changed here. Check capital letters, then try again. Ask the ENT for a new password if it is forgotten.',
  },
  'account/not-connected': {
    title: 'No account is connected',
    text: 'Connect to your ENT to continue. What is saved on this computer stays here, and comes back with your account.',
  },
  'account/sign-in-needed': {
    title: 'Your session has ended',
    text: 'The ENT no longer knows this session: it has expired, or was closed. Sign in again, and the exchanges go on. Until then nothing leaves, and your work is saved on this computer.',
  },
  'account/other-account': {
    title: 'The ENT answered for another account',
    text: 'The session that it opened is not yours: nothing was sent or received, and your work is saved on this computer. Sign in again; if this happens again, tell the ENT’s support.',
  },
  'account/demo-failed': {
    title: 'The demonstration could not start',
    text: 'Its ENT, which runs on this computer, has stopped; nothing else is touched. Try again, or restart Cartable.',
  },
  'account/browser-sign-in-failed': {
    title: 'The sign-in in the browser was not finished',
    text: 'The ENT’s page was closed, it took too long, or the ENT refused. Nothing has changed here: try again, or give your password.',
  },
  'ent/unreachable': {
    title: 'The ENT does not answer',
    text: 'The server is stopped, or the network does not lead to it. Nothing is lost: you can go on working, and what waits here will leave as soon as a try succeeds.',
  },
  'ent/not-an-ent': {
    title: 'This is not the answer of an ENT',
    text: 'The server did not answer as an ENT does: it is another site, a sign-in page answers in its place, or the ENT is mistaken. Check the address and the network, then try again: what waits here is kept. If this goes on, tell the school.',
  },
  'ent/insecure': {
    title: 'The connection is not secure',
    text: 'This server’s certificate is not valid, or the address is not https. Your password was not sent, and nothing will leave as long as it is so: check the address, or tell your school.',
  },
  'ent/server-error': {
    title: 'The ENT met an error',
    text: 'The fault is on its side, and nothing is lost: what waits here will leave as soon as a try succeeds. If it lasts, tell your school.',
  },
  'ent/paused': {
    title: 'The ENT asks to wait',
    text: 'It is very busy at the moment. Your changes wait here and will leave afterwards; until then “Synchronise now” waits too.',
  },
  'ent/refused': {
    title: 'The ENT refused the request',
    text: 'Your account may not have this right. Your changes stay on this computer, and will be offered again at the next exchange. If it lasts, tell your school.',
  },
  'ent/unsupported-version': {
    title: 'This ENT and Cartable do not understand each other',
    text: 'One of them is too old: nothing is exchanged, and everything waits here. Update Cartable, or tell your school; the exchange will then go on.',
  },
  'network/offline': {
    title: 'This computer has no network',
    text: 'It is unplugged, or in aeroplane mode. You can go on working: Cartable will exchange with the ENT as soon as the network is back.',
  },
  'network/no-such-host': {
    title: 'The ENT’s name cannot be found',
    text: 'The network answers, but does not know this address: the ENT may have moved, or this network hides it. Cartable will try again; if it lasts, check the address.',
  },
  'network/dns-failed': {
    title: 'The network no longer finds addresses',
    text: 'It is connected, but its directory (DNS) does not answer. Nothing is lost: Cartable will try again by itself.',
  },
  'network/captive-portal': {
    title: 'This network asks you to sign in',
    text: 'A page of the network answered in the ENT’s place. Open your browser and sign in; Cartable will then try again by itself.',
  },
  'network/proxy-sign-in': {
    title: 'The network’s proxy asks for a password',
    text: 'Cartable does not know it and has sent nothing. Ask your school to let Cartable through, or synchronise from another network: everything waits here.',
  },
  'network/proxy-unreachable': {
    title: 'The network’s proxy does not let us through',
    text: 'This computer must go through a proxy, which does not answer or refuses this address. Cartable will try again; if it lasts, tell your school.',
  },
  'network/certificate-expired': {
    title: 'The ENT’s certificate has expired',
    text: 'The connection would not be safe: nothing was sent. The ENT has to renew it; Cartable will check now and then. Check this computer’s date too.',
  },
  'network/certificate-wrong-host': {
    title: 'The certificate belongs to another site',
    text: 'What answers has not proved to be the ENT: nothing was sent. Check the address; on a public network, wait until you are on another one. Cartable will try again later.',
  },
  'network/certificate-unknown': {
    title: 'The ENT’s certificate is not recognised',
    text: 'No authority that this computer knows has signed it: nothing was sent. A filter of your school may explain it; its certificate must be installed on this computer. Cartable will try again later.',
  },
  'network/clock-wrong': {
    title: 'This computer’s date seems wrong',
    text: 'The ENT’s certificate is not valid yet at this date: nothing was sent. Set the date and time; Cartable will then try again by itself.',
  },
  'sync/already-running': {
    title: 'A synchronisation is already running',
    text: 'Wait until it ends, or stop it.',
  },
  'sync/cannot-undo': {
    title: 'This can no longer be undone',
    text: 'It has already left, or has changed since, here or at the ENT. Nothing was altered.',
  },
  'sync/cancelled': {
    title: 'Synchronisation stopped',
    text: 'What has not left still waits and will leave next time.',
  },
  'sync/dataset-changed': {
    title: 'The ENT was reinstalled or restored',
    text: 'Nothing was sent or deleted. The Synchronisation page shows how to start again from what the ENT holds now.',
  },
  'sync/too-many-deletions': {
    title: 'The ENT asks to delete a great deal',
    text: 'Cartable kept everything to be safe ({{count}} deletions asked for). The choice is yours, on the Synchronisation page.',
  },
  'grading/grade-out-of-range': {
    title: 'This grade is out of range',
    text: 'A grade goes from 0 to the assignment’s maximum. The previous grade is kept.',
  },
  'grading/comment-too-long': {
    title: 'This comment is too long',
    text: 'The ENT accepts 4,000 characters at most. Shorten the text for it to be saved.',
  },
  'grading/names-hidden': {
    title: 'Names are hidden',
    text: 'A table names students: show the names of this assignment first (A in Grade), or publish it.',
  },
  'grading/marks-disclosed': {
    title: 'Both grades are known',
    text: 'A grade that was given blind no longer changes once the other is seen. Decide on the final grade, or take it back.',
  },
  'grading/bank-file-refused': {
    title: 'This file is not a comment bank',
    text: 'It must be a CSV table whose first line names a column “comment”, of 5,000 lines at most. Nothing was added.',
  },
  'annotations/not-an-update': {
    title: 'The annotated copy could not be made',
    text: 'What was written does not fit this document. The previous annotated copy stays, and your annotations are kept.',
  },
  'annotations/not-annotatable': {
    title: 'This file cannot be annotated',
    text: 'PDF documents and photographs (JPEG, PNG) can. You can still give a file back with the copy.',
  },
  'exchange/maximum-changed': {
    title: 'The maximum of this assignment has changed since the preview',
    text: 'No grade was imported. Open the table again: the preview will say what it comes to under the new maximum.',
  },
  'exchange/not-a-table': {
    title: 'This file is not a table that can be read',
    text: 'Cartable reads tables of Excel (.xlsx), LibreOffice (.ods) and CSV, without a password. Save it in one of these formats.',
  },
  'exchange/too-large': {
    title: 'This table is too large',
    text: 'A gradebook does not have so many rows or columns. Keep the sheet with the grades alone, then try again.',
  },
  'exchange/not-an-archive': {
    title: 'This file is not a ZIP that can be read',
    text: 'It is damaged, in several parts, or of another format. Download it again, or make it anew with your system’s tools.',
  },
  'exchange/archive-too-large': {
    title: 'This ZIP is too large',
    text: 'It is over 512 MB, or announces far more than copies once opened. Make several, class by class.',
  },
  'exchange/archive-unsafe': {
    title: 'This ZIP is not safe',
    text: 'Files in it have paths that would write elsewhere than meant. Nothing of it was opened; ask whoever gave it to you for another one.',
  },
  'paper/not-a-pile': {
    title: 'These scanned pages cannot be read',
    text: 'This file is not a readable PDF, has a password, or changed since it was read. Scan the pile into one PDF, then try again.',
  },
  'timetable/not-a-calendar': {
    title: 'This file is not a calendar that can be read',
    text: 'Choose an .ics file exported by your calendar or your school’s software. The timetable has not changed.',
  },
  'timetable/calendar-too-large': {
    title: 'This calendar is too large',
    text: 'Export a single school year, then try again. The timetable has not changed.',
  },
  'reuse/not-a-sequence': {
    title: 'This file is no sequence that can be read',
    text: 'Cartable reads .cartable-sequence and .imscc files. This one is damaged or of another format. Ask your colleague to save it again. Nothing has changed here.',
  },
  'reuse/too-new': {
    title: 'This file comes from a newer version of Cartable',
    text: 'Update Cartable, then open it again.',
  },
  'writing/not-a-text': {
    title: 'This file is not a text that can be read',
    text: 'Cartable reads .docx, .odt, .html and .md files that hold text. This one is damaged, empty or of another format. The lesson has not changed.',
  },
  'writing/too-long': {
    title: 'This text is too long for a lesson',
    text: 'Share it out over several files, then try again. The lesson has not changed.',
  },
  'writing/locked': {
    title: 'This file is protected, or of an old format',
    text: 'Open it in your word processor, remove its password and save it as .docx or .odt, then try again. The lesson has not changed.',
  },
  'lessons/title-missing': {
    title: 'A title is missing',
    text: 'Give the lesson a title to save it.',
  },
  'progression/settled': {
    title: 'This lesson keeps its date',
    text: 'It is published or has begun: your students know its date. To move it, change the date in the lesson itself.',
  },
  'progression/no-session': {
    title: 'There is no free hour left',
    text: 'The timetable of this class has not enough free hours before the end of the school year. Complete it, then try again.',
  },
  'library/file-missing': {
    title: 'The file cannot be found',
    text: 'It was moved or deleted after you chose it.',
  },
  'library/file-unreadable': {
    title: 'The file cannot be read',
    text: 'Another program may hold it open, or you may not have the right to read it.',
  },
  'library/file-refused': {
    title: 'This file cannot be sent',
    text: 'It is empty, damaged or not what its name says. The original file was not touched.',
  },
  'library/folder-unwritable': {
    title: 'Cartable cannot write there',
    text: 'The folder no longer exists, or you may not write in it. Choose another one.',
  },
  'erasure/not-confirmed': {
    title: 'This is not the name that was asked for',
    text: 'Nothing was erased. Type the name again as it is written.',
  },
  'erasure/year-running': {
    title: 'The running year cannot be erased',
    text: 'Wait until it is over, or erase a single student.',
  },
  'watch/folder-refused': {
    title: 'This folder cannot be watched',
    text: 'Choose another folder, for instance the scanner’s or the downloads.',
  },
  'policy/not-allowed': {
    title: 'Your school does not allow this',
    text: 'It decided so for this computer. The settings say what it manages.',
  },
  'policy/folder-not-allowed': {
    title: 'This folder is not allowed',
    text: 'Your school has chosen the folders in which Cartable may read and save; they are in the settings.',
  },
  'policy/address-locked': {
    title: 'Your school has chosen the ENT',
    text: 'On this computer, Cartable connects to that one only.',
  },
  'engine/restarted': {
    title: 'Cartable was interrupted for a moment',
    text: 'It has restarted. Check that your last change is there, or make it again.',
  },
  'engine/unavailable': {
    title: 'Cartable cannot save',
    text: 'Its inner part has stopped. Restart it from the strip at the top of the window.',
  },
  'input/invalid': {
    title: 'This entry is not accepted',
    text: 'A value is missing or beyond what is allowed. Correct it, then try again.',
  },
  'internal/unexpected': {
    title: 'An unexpected error occurred',
    text: 'This is a fault of Cartable. Your saved work is intact; try again, or restart Cartable.',
  },
};
