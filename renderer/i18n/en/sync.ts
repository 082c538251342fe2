import type { sync as source } from '../fr/sync.ts';
import type { Words } from '../words.ts';
import { notices } from './sync-notices.ts';
import { past } from './sync-past.ts';
import { settling } from './sync-settling.ts';

export const sync: Words<typeof source> = {
  title: 'Synchronisation',
  now: 'Synchronise now',
  /** Which promise holds, by whether the server remembers what it was sent (`account.keepsLedger`). */
  promise: {
    ledger:
      'The ENT remembers what it has received: what is sent again after a cut changes nothing there the second time.',
    readBefore:
      'The ENT does not remember what it has received: Cartable reads what is there before it sends again, then checks. A grade typed on the site at that very instant could still cross yours.',
  },
  /** What the last exchange could not read. */
  leftOut_one:
    '{{count}} submission could not be read: the ENT tells of it in a way that this Cartable does not know. It stays here as it was.',
  leftOut_many:
    '{{count}} submissions could not be read: the ENT tells of them in a way that this Cartable does not know. They stay here as they were.',
  leftOut_other:
    '{{count}} submissions could not be read: the ENT tells of them in a way that this Cartable does not know. They stay here as they were.',
  nameless_one:
    '{{count}} row of the ENT could not be read, and does not say what it is about: nothing could be done with it here. Tell the ENT’s support.',
  nameless_many:
    '{{count}} rows of the ENT could not be read, and do not say what they are about: nothing could be done with them here. Tell the ENT’s support.',
  nameless_other:
    '{{count}} rows of the ENT could not be read, and do not say what they are about: nothing could be done with them here. Tell the ENT’s support.',
  line: {
    running: 'Exchanging with the ENT',
    paused: 'The ENT asks to wait until {{time}}',
    conflicts_one: '{{count}} change to settle',
    conflicts_many: '{{count}} changes to settle',
    conflicts_other: '{{count}} changes to settle',
    refused_one: '{{count}} change that the ENT did not take',
    refused_many: '{{count}} changes that the ENT did not take',
    refused_other: '{{count}} changes that the ENT did not take',
    waiting_one: '{{count}} change waiting{{size}}',
    waiting_many: '{{count}} changes waiting{{size}}',
    waiting_other: '{{count}} changes waiting{{size}}',
    withDocuments: ', with {{size}} of documents',
    upToDate: 'Everything has been sent to the ENT',
    unfinished: 'Last exchange stopped before its end: the next one will go on from there',
    nothingYet: 'Nothing has been exchanged yet',
    never: 'The first synchronisation brings your classes and submissions.',
    meanwhile: 'You can go on working.',
    last: 'Last exchange {{when}}',
    lastTried: 'Last tried {{when}}',
  },
  step: {
    'signing-in': 'Signing in to the ENT',
    pulling: 'Reading what is new',
    'fetching-documents': 'Receiving documents',
    'sending-documents': 'Sending documents',
    pushing: 'Sending changes',
    closing: 'Signing out',
  },
  progress: {
    label: 'Progress of the synchronisation',
    documents: 'documents: {{done}} of {{total}}',
    bytes: '{{done}} of {{total}}',
    left: 'about {{time}} left',
    traffic: '{{up}} sent, {{down}} received, {{requests}}',
    requests_one: '{{count}} request',
    requests_many: '{{count}} requests',
    requests_other: '{{count}} requests',
  },
  signIn: 'Sign in again',
  cancel: 'Stop',
  cancelling: 'Stopping…',
  moment: {
    soon: 'in a moment',
    today: 'at {{time}}',
    tomorrow: 'tomorrow at {{time}}',
    day: '{{day}} at {{time}}',
    later: 'later',
    whenResumed: 'once you resume it',
  },
  automatic: {
    on: 'Automatic synchronisation is on.',
    next: 'Automatic synchronisation: next exchange {{when}}.',
    paused: 'Automatic synchronisation is paused until you resume it.',
    pausedUntil: 'Automatic synchronisation is paused: it resumes {{when}}.',
    off: 'Automatic synchronisation is off: Cartable only tries when you press “Synchronise now”.',
    'managed-off':
      'Automatic synchronisation was turned off by your school: Cartable only tries when you press “Synchronise now”.',
    settings: 'Settings',
    pause: 'Pause',
    anHour: 'For an hour',
    tomorrow: 'Until 7:00 tomorrow',
    forLong: 'Until I resume it',
    resume: 'Resume',
  },
  lanes: {
    label: 'When each kind of change will leave',
    now: 'Can leave now.',
    name: { urgent: 'Urgent', normal: 'Grades and texts', bulk: 'Documents' },
    load_one: '{{count}} change',
    load_many: '{{count}} changes',
    load_other: '{{count}} changes',
  },
  lane: {
    gathering: 'Will leave {{when}}: Cartable waits a little to send everything at once.',
    'ent-pause': 'Will leave {{when}}: the ENT asks to wait.',
    deferred: 'Will leave {{when}}: the ENT asks to wait.',
    'back-off': 'Next try {{when}}: the last ones failed.',
    'ent-hours': 'Will leave {{when}}, outside the hours that the ENT keeps for itself.',
    'student-hours': 'Will leave {{when}}, outside the students’ hours.',
    spread: 'Will leave {{when}}: teachers’ computers take their turns.',
    'quiet-hours': 'Will leave {{when}}, after your quiet hours.',
    'school-hours': 'Will leave {{when}}, outside the hours that your school keeps free.',
    'on-battery': 'Will leave once the computer is plugged in.',
    metered: 'Will leave on a connection that is not paid by volume.',
    offline: 'Will leave when the network is back.',
    'sign-in-needed': 'Waits for you to sign in to the ENT again.',
    'decision-needed': 'Waits for your choice, above.',
    'first-sync': 'Will leave with your first synchronisation.',
    stopped: 'Will leave {{when}}: automatic synchronisation is paused.',
    off: 'Waits for “Synchronise now”.',
    'managed-off': 'Waits for “Synchronise now”.',
  },
  offlineNote:
    'All you do is saved on this computer first. Cartable speaks to the ENT only during a synchronisation, in a few requests.',
  choiceBelow: {
    'sync/too-many-deletions':
      'The ENT says that a great deal is gone: Cartable kept everything. The choice is yours, below.',
    'sync/dataset-changed':
      'Nothing was sent or deleted. See below how to start again from what the ENT holds now.',
  },
  choiceMade: 'Your choice is made: the next exchange will follow it.',
  waiting: {
    /** What a Moodle does with what is sent to it. */
    notices:
      'Moodle notifies each student whose grade, comment or file arrives; not before the release where your assignments have one, nor while an assignment is anonymous.',
    title: 'What waits',
    none: 'Nothing waits: the ENT has received everything.',
    nonePlain: 'Nothing waits.',
    noneElse: 'Nothing else waits.',
    sealed:
      'Sending has begun: the ENT’s answer is still missing. It will resume without sending anything twice.',
    entity: {
      grade_one: '{{count}} grade',
      grade_many: '{{count}} grades',
      grade_other: '{{count}} grades',
      comment_one: '{{count}} comment',
      comment_many: '{{count}} comments',
      comment_other: '{{count}} comments',
      feedback_one: '{{count}} annotated copy',
      feedback_many: '{{count}} annotated copies',
      feedback_other: '{{count}} annotated copies',
      lesson_one: '{{count}} lesson',
      lesson_many: '{{count}} lessons',
      lesson_other: '{{count}} lessons',
      resource_one: '{{count}} attached document',
      resource_many: '{{count}} attached documents',
      resource_other: '{{count}} attached documents',
      homework_one: '{{count}} homework',
      homework_many: '{{count}} homework',
      homework_other: '{{count}} homework',
      assessment_one: '{{count}} publication',
      assessment_many: '{{count}} publications',
      assessment_other: '{{count}} publications',
      handling_one: '{{count}} handling of a copy',
      handling_many: '{{count}} handlings of copies',
      handling_other: '{{count}} handlings of copies',
    },
    deferred: 'The ENT asks to wait until {{time}}.',
    deferredToDay: 'The ENT asks to wait until {{day}}, {{time}}.',
    deletion: '{{label}} (deletion)',
    takeBack: 'Undo',
    takeBackOf: 'Undo before it is sent: {{label}}',
    takenBack: 'Undone before it was sent: {{label}}',
    documents: '{{size}} of documents to send',
  },
  kind: {
    grade: 'Grade',
    comment: 'Comment',
    feedback: 'Annotated copy',
    lesson: 'Lesson',
    resource: 'Attached document',
    homework: 'Homework',
    assessment: 'Publication of grades',
    handling: 'Handling of a copy',
  },
  kinds: {
    school_year: 'School years',
    period: 'Periods',
    subject: 'Subjects',
    class_group: 'Classes',
    student: 'Students',
    assignment: 'Assignments',
    submission: 'Submissions',
    grade: 'Grades',
    comment: 'Comments',
    feedback: 'Annotated copies',
    lesson: 'Lessons',
    resource: 'Attached documents',
    homework: 'Homework',
    assessment: 'Settings of assignments',
    handling: 'Handling of copies',
  },
  keys: {
    now: 'Synchronise now',
    mine: 'To settle: keep my version',
    theirs: 'To settle: keep the ENT’s',
    sides: 'To settle: go from one version to the other',
    conflicts: 'To settle: go from one choice to the next',
    press: 'Open a line, or press the chosen button',
    undo: 'Undo the last choice',
    help: 'Show these shortcuts',
  },
  problems: {
    title: 'To look at again',
    intro: 'The ENT did not take these changes. They are kept here.',
    retry: 'Try again',
    attachAgain: 'Attach again…',
    chooseTitle: 'The file to attach again: {{label}}',
    attachedAgain_one: 'Attached again: {{label}}. It leaves with the next exchange.',
    attachedAgain_many:
      'Attached again in the {{count}} places where it waited: {{label}}. It leaves with the next exchange.',
    attachedAgain_other:
      'Attached again in the {{count}} places where it waited: {{label}}. It leaves with the next exchange.',
    drop: 'Give up',
    dropTitle: 'Give this change up?',
    dropText: 'The ENT’s value will be shown instead of yours: {{label}}.',
    retried: 'Waiting again: {{label}}',
    retryAll: 'Try all again ({{count}})',
    retriedAll: 'All of them wait again',
    rescale: 'Convert to {{points}} / {{max}}',
    rescaleAll_one: 'Convert {{count}} grade',
    rescaleAll_many: 'Convert the {{count}} grades',
    rescaleAll_other: 'Convert the {{count}} grades',
    rescaleAllNote:
      'What these grades are out of has changed at the ENT. Each can keep its share of the new total, to the quarter of a point.',
    keep: 'Keep {{points}} / {{max}}',
    kept: 'Grade kept out of the new maximum: {{label}}',
    retype: 'Grade again',
    outgrown: 'Graded {{points}} out of {{outOf}}; the assignment is now out of {{max}}.',
    rescaled_one: '{{count}} grade converted',
    rescaled_many: '{{count}} grades converted',
    rescaled_other: '{{count}} grades converted',
    dropped: 'Given up: {{label}}',
  },
  reason: {
    locked: 'The term is closed: the school takes no more changes.',
    'no-right': 'Your account does not have the right to make this change.',
    invalid: 'The ENT does not understand this value.',
    'maximum-changed': 'What the assignment is out of changed at the ENT while this grade waited.',
    'out-of-range': 'The value is beyond what the ENT allows.',
    'blob-missing': 'The document did not reach the ENT.',
    'not-found': 'This no longer exists at the ENT.',
    corrupt: 'The document arrived damaged.',
    'waits-for-another':
      'It rests on something that the ENT has not taken yet, and will go by itself after that.',
    'group-failed': 'Another change on which this one depends was refused, or waits for your choice.',
    unsettled:
      'The ENT answers without saying whether it took this change. Look at the ENT, then try again or give it up.',
    'unknown-outcome':
      'The ENT answers this change in a way that this Cartable does not know. Look at the ENT, then try again or give it up. Updating Cartable may help.',
    'key-reused':
      'Cartable sent this change under a name that is taken: that is a fault of Cartable’s, not yours. Try again.',
    'unknown-shape':
      'The ENT holds a version of it that this Cartable cannot read. Update Cartable: you will then choose between the two.',
    'too-large':
      'This is too large for the ENT: make the document or the text lighter and try again, or give it up.',
    quota: 'The ENT has no room left for this document. Make room there and try again, or give this up.',
    'server-error':
      'The ENT breaks down each time it receives this change; the others pass. Cartable sends it again once a day and when you synchronise: try again, or tell the school.',
    'blob-damaged':
      'The document is missing or damaged on this computer. Attach it again and try again, or give this up.',
    'document-refused':
      'The ENT, or a protection before it, refuses this document. Cartable sends it again once a day and when you synchronise: attach another file, try again, or tell the school.',
    'not-supported': 'Moodle has no place for this. The change stays on this computer.',
    'graded-by-form':
      'This assignment is graded by a form of Moodle’s, which alone makes the grade. Fill in all of its criteria, or grade this copy at Moodle.',
    'comment-formatted':
      'At Moodle this comment is formatted in a way that Cartable would not keep (a link, a picture, a table, bold…). Change it at Moodle; or clear it here, sync, and write it again.',
    'feedback-hidden':
      'Moodle does not let this copy be read again before grades are released, or names revealed. Grade it at Moodle.',
    'not-kept':
      'Moodle answered, but did not keep this change. See at Moodle whether the grade is locked there, then try again.',
    other: 'The ENT answered “{{code}}”.',
    none: 'The ENT did not say why.',
  },
  ...notices,
  ...settling,
  ...past,
};
