import type { ReportLanguage } from '../../../preload/contract/exchange.ts';
import type { KeptReason, RefusedReason } from '../../engine/optimise/outcome.ts';
import { enErase } from './en-erase.ts';
import { enBrowserReasons, enErrors, enFaults } from './en-errors.ts';
import { enHistory, enSync } from './en-sync.ts';

const reasons: Record<KeptReason | RefusedReason, string> = {
  'not-smaller': 'it cannot be made smaller',
  'no-recipe': 'Cartable does not change this kind of file',
  signed: 'it is signed: a change would break its signature',
  encrypted: 'it is protected by a password',
  macros: 'it holds macros: a change could break them',
  'not-proven': 'a smaller version could not be shown to be faithful',
  quality: 'a smaller version would not have looked the same',
  damaged: 'it is damaged or incomplete: it would not open',
  empty: 'it is empty',
  misnamed: 'it is not what its name says',
  unsafe: 'it is an archive that would write outside its own folder',
  'too-large': 'it is too large to be opened safely',
  crashed: 'its content makes the reading program fail',
  'timed-out': 'reading it took too long',
};

/** What the command line says. The French catalogue has the same shape. */
const of = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const en = {
  language: 'en' as ReportLanguage,
  errors: enErrors,
  faults: enFaults,
  browserReasons: enBrowserReasons,
  reasons,
  units: { bytes: ['B', 'kB', 'MB'], decimal: '.' },
  help: {
    about: 'Prepare and grade offline, sync with the ENT or Moodle in a few polite requests.',
    titles: {} as Readonly<Record<string, string>>,
    default: (value: string) => `default: ${value}`,
    choices: (values: string) => `one of: ${values}`,
    help: 'show this help',
    helpCommand: 'help [command]',
    version: "show Cartable's version",
    data: 'where Cartable keeps its data',
    json: 'print one JSON object',
    lang: 'language of the words, by default the system’s',
  },
  usage: {
    notEmpty: 'It must not be empty.',
    oneOf: (values: string) => `Choose one of: ${values}.`,
    port: 'A number from 0 to 65535.',
  },
  password: 'Password: ',
  browser: {
    option: 'sign in with the browser instead of a password',
    wait: 'with --browser: how long to wait for you, in seconds',
    waitRange: (most: number) => `A whole number from 1 to ${most}.`,
    languages: 'en fr',
    open: 'Open this page in your browser and sign in (Ctrl+C cancels):',
    paste:
      'Once signed in there, copy the address of the page’s link (right click, copy link), paste it here and press Enter.',
    done: 'You are signed in. You can close this page and go back to the command line.',
    failed: 'The sign-in was not finished. Close this page and run the command again.',
  },
  debug: 'CARTABLE_DEBUG=1 shows where.',
  connect: {
    about:
      'Connect to an ENT or a Moodle. The password is read from CARTABLE_PASSWORD, or asked for; with --browser none is needed.',
    way: 'error: give --login, or --browser.',
    url: 'the address of the ENT or the Moodle',
    login: 'your login there',
    help: `
With --json, one object: { connected: true, account, session, error }. Exits with 1 when the first sync
failed, although the account is connected: \`sync\` tries again.
With --browser the address of the ENT's page is told on stderr, and opened where there is a screen. The browser
must be on this computer: the ENT sends it back to 127.0.0.1. A Moodle
cannot: the address that its page gives is pasted here, wherever the browser is.`,
    connected: (school: string, name: string) => `Connected to ${school} as ${name}.`,
    firstSync: (changes: number, documents: number, requests: number) =>
      `First sync: ${changes} changes and ${documents} documents in ${requests} requests.`,
    firstSyncFailed: 'The first sync failed; the account is connected, and `sync` tries again.',
  },
  sync: enSync,
  history: enHistory,
  calendar: {
    about: 'Write the sessions and lessons of the school year as a calendar file (.ics).',
    classGroup: 'one class alone, by its name or id',
    out: 'the file to write',
    help: `
With --json, one object: { count }. An agenda that takes the file in again changes what it has, and doubles nothing.`,
    done: (count: number, path: string) => `${count === 1 ? 'One event' : `${count} events`}: ${path}`,
  },
  report: {
    about: 'Write reports on the students of a class as PDFs.',
    classGroup: 'the class, by its name or id',
    student: 'one student alone, « Last First »',
    assignment: 'one assignment alone, by its title or id',
    period: 'one period, by its name or id; the whole year otherwise',
    drafts: 'also what students cannot read yet',
    each: 'a file for each student, in the folder that --out names',
    out: 'the PDF to write, or the folder with --each',
    which: 'error: give --class, or --assignment.',
    help: `
With --json, one object: { studentCount, fileCount }. Nothing is sent; names that are hidden until an assignment is
published are in no report.`,
    done: (students: number, files: number, path: string) =>
      `${students === 1 ? 'Report of one student' : `Reports of ${students} students`}, ${files === 1 ? 'one file' : `${files} files`}: ${path}`,
  },
  backup: {
    about:
      'Write the whole open account into one encrypted file. The passphrase is read from CARTABLE_PASSPHRASE, or asked for.',
    out: 'the file to write',
    help: `
With --json, one object: { sizeBytes, documentCount, leftOutCount }. Without the passphrase nobody opens that file.
It is a tar archive in an age file: \`age -d FILE | tar x\` opens it without Cartable too.`,
    passphrase: 'Passphrase: ',
    again: 'The same once more: ',
    done: (documents: number, size: string, path: string) =>
      `Back-up read back and checked: ${documents} documents, ${size}, ${path}`,
    leftOut: (documents: number) => `${documents} documents are missing or damaged, and not in it.`,
  },
  erase: enErase,
  restore: {
    about:
      'Open here the account of a file that `backup` wrote. The passphrase is read from CARTABLE_PASSPHRASE, or asked for.',
    file: 'the file',
    replace: 'where the account is here already, put aside what is here',
    help: `
With --json, one object: { account, leftOutCount }. Then sign in to the ENT again: \`sync\` asks for the password.`,
    done: (school: string, name: string) => `The account is open: ${school}, ${name}.`,
  },
  status: {
    about: 'Who is connected, and what waits to be sent.',
    nobody: 'No account is connected.',
    waiting: (edits: number, documents: number, size: string, conflicts: number) =>
      `${of(edits, 'edit waits', 'edits wait')}, with ${of(documents, 'document', 'documents')} (${size}); ` +
      `${of(conflicts, 'conflict', 'conflicts')}.`,
    lastFailed: (error: string) => `The last sync failed: ${error}`,
    paused: (until: string) => `The ENT asks for silence until ${until}.`,
  },
  refused: (edits: number, reasons: string) =>
    `The ENT did not take ${of(edits, 'edit', 'edits')} (${reasons}): see the Sync screen.`,
  fromFuture: (version: number) =>
    `The data belong to a newer version of Cartable (schema ${version}): they are open for reading only. Update Cartable.`,
  missing: {
    backUps: 'Back-ups of the database:',
    noBackUp: 'There is no back-up beside it.',
    restore: (database: string) =>
      `Close Cartable, copy the newest back-up to ${database}, and start again: what the ENT has received since comes with the next sync.`,
    reconnect:
      'Connecting to the ENT again also brings back all that it has received; edits that were not sent do not. Keep the folder as it is until then.',
    lookAgain: 'Connect again to the same ENT with the same login: everything is found as it was.',
  },
  doctor: {
    about: 'Check the database, and every document against its hash.',
    repair: 'mend the documents that can be: made again, or asked of the ENT at the next sync',
    support: 'also write a file for whoever helps you, with nothing personal; without an account too',
    help: `
With --json, one object:
  isHealthy          false when something below is wrong
  schemaVersion      of the database
  fromFutureVersion  that of a newer Cartable, or null
  dataMissing        { reason, directory, backUps } when the account's data have vanished, else null
  databaseProblems   texts, in SQLite's words
  blobCount          documents that should be here; blobBytes, missingBlobs, corruptBlobs
  brokenDocuments    [{ sha256, name, sizeBytes, damage: missing|damaged,
                        remedy: remake|fetch|forget|none, usedIn: [{ kind: lesson|feedback|submission, id, label }] }]
  strayBlobs         files that nothing names any more, removed after a time; strayBytes
  strangePolicy      fields of the ENT's policy whose values could not be used
  repaired           { remade, toFetch, forgotten } after --repair, else null
  waitingCount       edits that wait for the ENT
  checkedAt          ms since 1970, UTC
  supportBytes       size of the file of --support, else null
Exits with 1 when something is wrong.`,
    supported: (file: string, size: string) => `Support file (${size}): ${file}`,
    healthy: 'Healthy.',
    wrong: 'Something is wrong.',
    repaired: (remade: number, toFetch: number, forgotten: number) =>
      `${remade} documents made again, ${toFetch} asked of the ENT at the next sync, ${forgotten} taken off the list.`,
    counts: (
      schema: number,
      documents: number,
      size: string,
      missing: number,
      damaged: number,
      waiting: number,
    ) =>
      `Schema ${schema}; ${of(documents, 'document', 'documents')} (${size}), ${missing} missing, ${damaged} damaged; ` +
      `${of(waiting, 'edit waits', 'edits wait')}.`,
    strangePolicy: (fields: string) =>
      `The ENT's policy holds values of no use (${fields}): the usual ones hold instead. Tell its operator.`,
    strays: (count: number, size: string) => `${count} files (${size}) that nothing names; removed in time.`,
    damage: { missing: 'missing', damaged: 'damaged' },
    places: { lesson: 'lesson', feedback: 'feedback for', submission: 'copy of' },
    remedies: {
      remake: 'its original is here: --repair makes it again',
      fetch: 'the ENT has it: --repair, then a sync, brings it back',
      forget: 'nothing needs it: --repair takes it off the list',
      none: 'it was not sent yet and is nowhere else: add the file again where it hangs',
    },
  },
  optimise: {
    about: 'Optimise documents as they are before sending. The originals are never touched.',
    files: 'documents',
    out: 'folder for the results',
    preset: 'what the documents are for',
    help: `
No file is ever replaced: when a name is taken in the folder, the result takes the next free one,
"photo (2).jpg". Running the same command again therefore adds files.
A document that is not fit to be sent is refused: its reason goes to stderr, it is copied nowhere, and the
exit code stays 0. A file that is missing, unreadable or a folder stops everything, with 1: name the
files of a folder themselves. On a terminal, stderr tells how far it is.
With --json, one object: { files: [{ file, output, type, outcome: optimised|kept|refused, reason, bytesBefore,
bytesAfter, pages, ssim, ms }], total }. \`output\` is the path that was written, null when refused.`,
    outcome: { optimised: 'optimised', kept: 'kept as it is', refused: 'refused' },
    sizes: (before: string, after: string, output: string) => `${before} -> ${after}, in ${output}`,
    total: (files: number, before: string, after: string) => `${files} files: ${before} -> ${after}`,
    progress: (done: number, total: number, file: string) => `${done} of ${total}: ${file}`,
  },
  serveEnt: {
    about: 'Serve the reference ENT (on loopback) until interrupted.',
    data: 'where the server keeps its data',
    port: 'port; 0 takes a free one',
    seed: '`demo`: a lycée with classes and copies; `empty`: a teacher alone',
    json: 'print one JSON object when it listens',
    listening: (url: string, login: string, password: string) =>
      `${url}  (login ${login}, password ${password})`,
  },
  conformance: {
    about: 'Check whether a server keeps the promises of the ENT sync API (resources/ent-sync-api.yaml).',
    url: 'the server’s address',
    token: 'a refresh token, or an access token, of an account there',
    device: 'the device that an access token was made for',
    login: 'or a login there; the password is read from CARTABLE_PASSWORD, or asked for',
    password: 'its password; seen by everyone on this machine, so of test accounts alone',
    write: 'try what writes too: unpublished lessons, deleted again, and documents that nothing names',
    help: `
What writes is tried only on an account that the server calls a test account, or with --write. Grades, comments,
corrected copies, publications and homework are written, and deleted again, on test accounts alone. A few megabytes
of documents that nothing names are sent. Names of checks are in English, as the written API is. What is not tried is counted by its reason; a capability that the policy
claims and that the account gives nothing to try on is broken. A token alone, of an account that is no test account, shows less than half: sign-in, the
feed, refusals and the documents that are there; nothing of edits, grades, documents sent or what happens once. An access
token shows less still, as it opens no further session. Exits with 1 when a promise is not kept.

With --json, one object: passed, failed, skipped (counts), skips { writes, not-offered, nothing-to-try, key },
results [{ group, name, outcome, expected, seen | reason, detail }]`,
    key: 'Give --token, or --login.',
    noPasswords: 'This server takes no passwords: give --token, a refresh token.',
    expected: 'expected',
    seen: 'seen',
    outcomes: { passed: 'kept', failed: 'BROKEN', skipped: 'not tried' },
    reasons: {
      writes: 'it writes: --write',
      'not-offered': 'not offered',
      'nothing-to-try': 'nothing to try it on',
      key: 'the key opens too little',
    },
    trying: (check: string) => `Still trying: ${check}`,
    summary: (passed: number, failed: number, skipped: number) =>
      `${passed} promises kept, ${failed} broken, ${skipped} not tried.`,
  },
  demo: {
    about: "A teacher's whole journey against the embedded ENT: receive, prepare, grade 35 copies, sync.",
    data: 'keep the data there (a temporary folder that is removed, otherwise)',
    connected: 'Connected to the demonstration lycée.',
    received: (records: number, documents: number) =>
      `Received ${records} records and ${documents} documents.`,
    prepared: 'Prepared a lesson with its documents.',
    graded: (copies: number) => `Graded ${copies} copies.`,
    summary: (graded: number, students: number) => `${graded} copies of ${students} graded, with comments.`,
    documents: (count: number, before: string, after: string) =>
      `${count} documents: ${before} before, ${after} sent.`,
    traffic: (syncs: number, requests: number, up: string, down: string) =>
      `${syncs} syncs, ${requests} requests, ${up} up, ${down} down.`,
    server: (grades: number, comments: number, lessons: number, isSame: boolean) =>
      `At the ENT: ${grades} grades, ${comments} comments, ${lessons} lessons; ` +
      `${isSame ? 'all as on this computer' : 'NOT as on this computer'}.`,
    elapsed: (seconds: number) => `${seconds.toFixed(1)} s in all.`,
  },
};

/** The words of one language. */
export type CliWords = typeof en;
