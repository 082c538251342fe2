import { expect, test } from 'vitest';
import { type Candidate, isPassedOver, proposeTargets, wordsOf } from './rules.ts';

test('hidden, temporary and unfinished files are passed over, whatever program writes them', () => {
  const passed = [
    '.DS_Store',
    '~$Barème.docx',
    '.~lock.a.odt#',
    'Cours.pdf.crdownload',
    'a.PDF.part',
    'b.tmp',
  ];
  const taken = ['Cours.pdf', 'partie 2.pdf', 'tmp.jpg', 'Scan_0001.PDF', 'a~b.docx'];
  for (const name of [...passed, 'Thumbs.db', 'notes.txt~', 'x.opdownload'])
    expect(isPassedOver(name), name).toBe(true);
  for (const name of taken) expect(isPassedOver(name), name).toBe(false);
});

const NOW = Date.UTC(2026, 10, 24);
const DAY = 86_400_000;

function lesson(id: string, title: string, days: number): Candidate {
  const target = { kind: 'lesson', id, title, classGroupName: '2de 4', startsAt: NOW + days * DAY } as const;
  return {
    target,
    needed: [],
    firstName: [],
    title: wordsOf(title),
    classGroup: ['2', 'de', '4'],
    at: target.startsAt,
  };
}

function copy(id: string, firstName: string, lastName: string, title: string, days: number): Candidate {
  const target = {
    kind: 'submission',
    id,
    studentName: `${firstName} ${lastName}`,
    assignmentTitle: title,
  } as const;
  return {
    target: { ...target, classGroupName: '2de 4' },
    needed: wordsOf(lastName),
    firstName: wordsOf(firstName),
    title: wordsOf(title),
    classGroup: ['2', 'de', '4'],
    at: NOW + days * DAY,
  };
}

const CANDIDATES = [
  lesson('near', 'Lecture suivie', 1),
  lesson('far', 'Le théorème de Thalès', 12),
  copy('lea', 'Léa', 'Le Goff', 'Devoir n° 1', -3),
  copy('leo', 'Léo', 'Le Goff', 'Devoir n° 1', -3),
  copy('lea-2', 'Léa', 'Le Goff', 'Devoir n° 2', -3),
];
const proposed = (name: string) => proposeTargets(name, CANDIDATES, NOW).map(({ id }) => id);

test('a file that names a student is proposed to their copy, the assignment that it names first', () => {
  expect(proposed('LE_GOFF Lea devoir 2.pdf')[0]).toBe('lea-2');
  expect(proposed('le-goff-léo.jpg')[0]).toBe('leo');
});

test('any other file is proposed to the lesson whose title it bears, else to the nearest; never to a student', () => {
  expect(proposed('Thales exercices.docx')).toEqual(['far', 'near']);
  expect(proposed('Scan_0001.pdf')).toEqual(['near', 'far']);
});
