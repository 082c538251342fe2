import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { FaultCode } from '../command-fault.ts';

/** One sentence a code: what happened, and what to do on the command line. `{name}` takes a value of the failure. */
export const enErrors: Record<ErrorCode, string> = {
  'account/wrong-address': 'There is no ENT at this address.',
  'account/wrong-credentials': 'The ENT does not know this login or password.',
  'account/not-connected': 'No account is connected: run `connect` or `demo` first.',
  'account/sign-in-needed': 'The session has ended: give the password in CARTABLE_PASSWORD.',
  'account/other-account':
    'The ENT answered for another account than yours: nothing was exchanged. Give the password in CARTABLE_PASSWORD.',
  'account/demo-failed': 'The demonstration’s own ENT could not start.',
  'account/browser-sign-in-failed': 'The sign-in in the browser was not finished.',
  'ent/unreachable': 'The ENT cannot be reached. Nothing is lost; try again later.',
  'ent/not-an-ent':
    'What answers at this address does not answer as an ENT does (another site, a sign-in page of the network, or an ENT that is mistaken).',
  'ent/insecure': 'The connection would not be safe: plain http, or a certificate that cannot be trusted.',
  'ent/server-error': 'The ENT met an error. The fault is on its side; nothing is lost, try again later.',
  'ent/paused': 'The ENT asks for silence for now; edits wait here.',
  'ent/refused':
    'The ENT, or what is before it, refused the request. Edits stay here; if it lasts, tell whoever runs it.',
  'ent/unsupported-version': 'This ENT and Cartable do not understand each other: one of them is too old.',
  'moodle/web-services-off':
    'This Moodle is not open to applications. Its web services, or its mobile service, are switched off. Ask your school to enable “Web services for mobile devices”.',
  'moodle/password-change':
    'Moodle asks for a new password. Change it on the Moodle page, in your browser, then come back here.',
  'moodle/policy-not-agreed':
    'Moodle asks you to agree to its terms. Agree to them on the Moodle page, in your browser, then come back here.',
  'moodle/profile-incomplete':
    'Moodle asks you to complete your profile. Complete it on the Moodle page, in your browser, then come back here.',
  'moodle/maintenance':
    'This Moodle is under maintenance. Nothing is lost: your changes wait here, Cartable will try again by itself.',
  'moodle/moved':
    'This Moodle has moved: it leads to {address}. The password was not sent there. If this is the school’s new address, give it to --url.',
  'moodle/too-old': 'This Moodle is too old for Cartable. Moodle 4.1 or later is needed. Tell your school.',
  'moodle/missing-functions':
    'This Moodle does not offer all that Cartable needs. Its mobile service was restricted, or exchanges no files. Tell your school.',
  'moodle/browser-only':
    'This Moodle did not accept this password. One signs in there by the school’s page: give --browser.',
  'moodle/not-kept': 'Moodle has not kept it, or you may not do so in this course any longer.',
  'moodle/changed-there': 'Somebody has changed it at Moodle: Cartable has not replaced it.',
  'moodle/no-room': 'This Moodle has no room for these documents.',
  'network/offline': 'This computer has no network (unplugged, or in aeroplane mode).',
  'network/no-such-host': 'The network does not know the ENT’s address.',
  'network/dns-failed': 'The network’s directory (DNS) does not answer; try again later.',
  'network/captive-portal':
    'A page of the network (a captive portal) answers in the ENT’s place: sign in there with a browser first.',
  'network/proxy-sign-in':
    'The network’s proxy asks for a password (407): give it in HTTPS_PROXY, or use another network.',
  'network/proxy-unreachable': 'The network’s proxy does not answer, or refuses the ENT’s address.',
  'network/certificate-expired':
    'The ENT’s certificate has expired (or this computer’s date is wrong). Nothing was sent.',
  'network/certificate-wrong-host':
    'The certificate belongs to another site: what answers is not the ENT. Nothing was sent.',
  'network/certificate-unknown':
    'No known authority has signed the certificate (a filter of the school?). Nothing was sent.',
  'network/clock-wrong':
    'This computer’s date seems wrong: the ENT’s certificate is not valid yet. Nothing was sent.',
  'sync/already-running': 'A sync is already running.',
  'sync/cannot-undo': 'It has already left, or has changed since: nothing was altered.',
  'sync/cancelled': 'The sync was stopped. What has not left still waits.',
  'sync/dataset-changed':
    'The ENT was installed anew or put back: nothing was sent. `sync --adopt` starts again from what it holds now.',
  'sync/too-many-deletions':
    'The ENT says that a great deal is gone. Nothing was deleted; `sync --accept-deletions` accepts what was listed, `sync --refuse-deletions` keeps it here and receives the rest.',
  'grading/grade-out-of-range': 'The grade is out of range; the previous one is kept.',
  'grading/comment-too-long': 'The comment is too long.',
  'grading/names-hidden': 'The names of this assignment are hidden until it is published.',
  'grading/marks-disclosed': 'Both grades are known: neither changes any more.',
  'grading/form-of-server':
    'The levels and criteria of this assignment are Moodle’s: they are changed there.',
  'grading/not-handled': 'The server of this assignment does not follow that. Nothing has changed.',
  'grading/extension-too-early': 'The date is before the assignment’s. Nothing has changed.',
  'grading/no-more-attempts': 'The assignment allows no other attempt. Nothing has changed.',
  'grading/bank-file-refused': 'This file is not a comment bank.',
  'annotations/not-an-update': 'The annotated copy was not made of this document; the previous one is kept.',
  'annotations/not-annotatable': 'A file of this kind cannot be annotated.',
  'exchange/maximum-changed':
    'The maximum of this assignment has changed since the preview. No grade was imported.',
  'exchange/not-a-table': 'This file is not a table that can be read.',
  'exchange/too-large': 'This table is too large.',
  'exchange/not-an-archive': 'This file is not a ZIP that can be read.',
  'exchange/archive-too-large': 'This ZIP is too large.',
  'exchange/archive-unsafe': 'This ZIP has paths that would write elsewhere than meant.',
  'paper/not-a-pile': 'This file is no readable PDF of scanned pages, or it has changed.',
  'timetable/not-a-calendar': 'This file is not a readable calendar (.ics).',
  'timetable/calendar-too-large': 'This calendar is too large.',
  'reuse/not-a-sequence': 'This file is no sequence of Cartable.',
  'reuse/too-new': 'This file comes from a newer version of Cartable.',
  'writing/not-a-text': 'This file is not a readable text (.docx, .odt, .html, .md).',
  'writing/too-long': 'This text is too long for a lesson.',
  'writing/locked': 'This file is protected by a password, or of an old format.',
  'lessons/title-missing': 'The lesson has no title.',
  'lessons/too-many-blocks': 'This text is too long for one lesson.',
  'progression/settled': 'This lesson is published or has begun: it keeps its date.',
  'progression/no-session':
    'The timetable of this class has not enough free hours before the end of the school year.',
  'library/file-missing': 'There is no such file.',
  'library/file-unreadable': 'The file cannot be read.',
  'library/file-refused': 'The file is not fit to be sent. It was not touched.',
  'library/folder-unwritable': 'Nothing can be written in this folder. Choose another one.',
  'library/no-program': 'No program of this computer opens this file.',
  'library/lesson-gone': 'The lesson of this document is no longer there.',
  'erasure/not-confirmed': 'What was typed is not the name that was asked for. Nothing was erased.',
  'erasure/year-running': 'The running year cannot be erased: wait until it is over, or erase a student.',
  'lock/locked': 'Cartable is locked.',
  'lock/wrong-passphrase': 'This is not the passphrase.',
  'lock/wait': 'Too many tries: wait before you try again.',
  'watch/folder-refused': 'This folder cannot be watched.',
  'policy/not-allowed': 'The school does not allow this on this computer.',
  'policy/folder-not-allowed': 'The school does not allow this folder.',
  'policy/address-locked': 'The school has chosen the ENT: this computer connects to that one only.',
  'backup/wrong-passphrase': 'This passphrase does not open this back-up.',
  'backup/not-a-backup': 'This file is not a back-up of Cartable’s.',
  'backup/damaged': 'This back-up is damaged or incomplete. Nothing was changed.',
  'backup/account-here':
    'This account is on this computer already. With --replace, what is here is put aside, and nothing is deleted.',
  'store/not-found': 'This no longer exists: it was deleted, at the ENT or here.',
  'store/disk-full': 'The disk is full. What did not fit was not saved; everything else is.',
  'store/read-only': 'The data cannot be written there.',
  'store/busy': 'Another program holds the data. Try again in a moment.',
  'store/corrupt': 'The database is damaged. Nothing was changed; restore a back-up.',
  'store/from-future':
    'The data belong to a newer version of Cartable: they can only be read. Update Cartable.',
  'store/in-use': 'Another Cartable is working on this data: close it first.',
  'store/not-a-folder': 'This is a file, where a folder is needed.',
  'vault/blob-missing': 'The document is not on this computer; a sync may bring it.',
  'vault/blob-corrupt': 'The document is damaged on the disk: `doctor` tells what helps.',
  'engine/restarted': 'Cartable was interrupted and has restarted. Check the last change.',
  'engine/unavailable': 'Cartable’s inner part has stopped.',
  'input/invalid': 'A value is missing, too long or not allowed.',
  'internal/unexpected': 'An unexpected error, a fault of Cartable. What was saved is intact.',
};

/** Why a sign-in by the browser was not finished, by its `reason`. */
export const enBrowserReasons = {
  timeout: 'Nobody came back from the browser in time. Nothing has changed; run the command again.',
  denied: 'You refused access on the ENT’s page. Nothing has changed.',
  refused:
    'The ENT did not accept what the browser brought back. Nothing has changed; run the command again.',
  'not-offered': 'This ENT does not offer to sign in with the browser: give --login and your password.',
  'other-account':
    'Another account has signed in in the browser: sign it out on the ENT’s page, and run the command again.',
  'not-an-answer':
    'This is not the address of the page’s link. Copy that of the link, whole, and paste it again.',
  'other-answer':
    'This address answers another sign-in, or another Moodle. Sign in on the page that was just opened, and paste its own.',
  cancelled: 'The sign-in was cancelled. Nothing has changed.',
  replaced: 'Another sign-in has begun since: finish that one in the browser.',
};

export const enFaults: Record<FaultCode, string> = {
  'cli/passphrase-needed':
    'A passphrase is needed: set CARTABLE_PASSPHRASE, or run the command in a terminal.',
  'cli/passphrase-short': 'That passphrase is too short: 16 characters at least, four words for example.',
  'cli/passphrase-differs': 'The two passphrases are not the same; nothing was written.',
  'cli/password-needed': 'A password is needed: set CARTABLE_PASSWORD, or run the command in a terminal.',
  'cli/is-folder': 'This is a folder; give the files themselves.',
  'cli/database-missing': 'The account’s data have vanished: its database is no longer there.',
  'cli/database-empty': 'The account’s data have vanished: its database is empty.',
  'cli/active-unreadable':
    'Which account was open can no longer be read (active.json); the accounts are still there.',
  'cli/port-taken': 'This port is already in use: choose another one, or 0.',
  'cli/port-forbidden': 'This port may not be used: choose one above 1023, or 0.',
  'cli/not-one': 'Nothing has this name here, or more than one thing.',
  'cli/system': 'The system refused ({errno}).',
};
