import type { today as source } from '../fr/today.ts';
import type { Words } from '../words.ts';

export const today: Words<typeof source> = {
  title: 'Today',
  grade: 'Continue grading',
  toGrade: {
    title: 'To grade',
    none: 'No submission is waiting.',
    count_one: '{{count}} submission to grade',
    count_many: '{{count}} submissions to grade',
    count_other: '{{count}} submissions to grade',
    progress: '{{graded}} of {{total}} graded',
    due: 'due {{date}}',
  },
  toPublish: {
    title: 'To publish',
    lesson: 'lesson of {{date}}, a draft',
    publish: 'Publish',
    publishNamed: 'Publish “{{title}}”, {{classGroup}}',
    more_one: 'Show the other one',
    more_many: 'Show the {{count}} others',
    more_other: 'Show the {{count}} others',
    graded_one: '{{count}} grade',
    graded_many: '{{count}} grades',
    graded_other: '{{count}} grades',
  },
  lessons: {
    prepare: 'To prepare',
    hours: 'from {{from}} to {{to}}',
    openDocument: 'Open {{name}}',
    title: 'Lessons of the day',
    none: 'No lesson today.',
    homework: 'with homework',
  },
  homework: {
    title: 'Homework due',
    none: 'Nothing is due today.',
    due: 'for {{date}}',
  },
  sync: {
    title: 'Exchange with the ENT',
    details: 'See the detail',
  },
  savings: {
    title: 'Your sending',
    bytes: 'of documents to send or sent, instead of {{before}}',
    thisWeek: 'less on this week’s documents',
    edits_one: 'change sent, in {{requests}} requests, receiving included',
    edits_many: 'changes sent, in {{requests}} requests, receiving included',
    edits_other: 'changes sent, in {{requests}} requests, receiving included',
  },
  firstSync: {
    text: 'Your classes, assignments and submissions arrive here with the first synchronisation.',
    running: 'Your classes, assignments and submissions are arriving.',
  },
};
