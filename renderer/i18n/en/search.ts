import type { search as source } from '../fr/search.ts';
import type { Words } from '../words.ts';

export const search: Words<typeof source> = {
  title: 'Search',
  placeholder: 'A lesson, a student, a document, an action…',
  found: 'Results',
  hiddenName: 'Copy without a name',
  nothing: 'Nothing matches “{{text}}”.',
  hint: 'Two letters are enough; accents and capitals do not matter.',
  kind: {
    action: 'Actions',
    class: 'Classes',
    student: 'Students',
    lesson: 'Lessons',
    homework: 'Homework',
    resource: 'Documents of lessons',
    assignment: 'Assignments',
    comment: 'Comments',
  },
  action: {
    newLesson: 'New lesson',
    syncNow: 'Sync now',
    light: 'Light theme',
    dark: 'Dark theme',
  },
};
