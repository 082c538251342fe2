import type { classes as source } from '../fr/classes.ts';
import type { Words } from '../words.ts';

export const classes: Words<typeof source> = {
  title: 'Classes',
  list: {
    label: 'Your classes',
    students_one: '{{count}} student',
    students_many: '{{count}} students',
    students_other: '{{count}} students',
    none: 'Your classes will appear here after the first synchronisation.',
  },
  summary: {
    average: 'Class average',
    noAverage: 'No grade yet',
    distribution: 'Distribution of averages',
    distributionLabel: 'Distribution of averages out of 20: {{bands}}.',
    band_one: '{{count}} student between {{from}} and {{to}}',
    band_many: '{{count}} students between {{from}} and {{to}}',
    band_other: '{{count}} students between {{from}} and {{to}}',
    noBand: 'no average',
  },
  gradebook: {
    label: 'Gradebook of {{name}}',
    student: 'Student',
    average: 'Average',
    median: 'Median',
    studentAverage: 'Avg. /20',
    on: 'out of {{max}}',
    coefficient: 'coeff. {{coefficient}}',
    noStudents: 'This class has no student yet.',
    noAssignments:
      'This class has no assignment yet: it will come from the ENT with the next synchronisation.',
    missing: 'not handed in',
    toGrade: 'to grade',
    late: 'late',
    noCell: 'No submission',
    cell: '{{student}}, {{assignment}}: {{state}}',
    gradeOn: '{{points}} out of {{max}}',
    keys: 'Arrows: move · Enter or a digit: grade · Delete: erase · Ctrl+Enter or click: open the submission',
    editLabel: 'Grade of {{student}}, {{assignment}}, out of {{max}}',
    notANumber: '“{{text}}” is not a grade. Write for example 14.5.',
    tooPrecise: 'A grade has two decimals at most: “{{text}}” is not saved. Write for instance 14.55.',
    outOfRange: 'The grade must be between 0 and {{max}}.',
    saved: 'Grade of {{student}}: {{points}}',
    removed: 'Grade of {{student}} erased',
  },
};
