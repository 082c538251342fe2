import { expect, test } from 'vitest';
import { NameFinder } from './names.ts';

const people = [
  { id: 'eloise', lastName: 'D’AUBIGNÉ-LŒB', firstName: 'Éloïse' },
  { id: 'martin-zoe', lastName: 'MARTIN', firstName: 'Zoé' },
  { id: 'martin-leo', lastName: 'MARTIN', firstName: 'Léo Paul' },
  { id: 'pierre', lastName: 'PIERRE', firstName: 'Jean' },
  { id: 'jean', lastName: 'JEAN', firstName: 'Pierre-Yves' },
  { id: 'twin-1', lastName: 'DURAND', firstName: 'Alex' },
  { id: 'twin-2', lastName: 'DURAND', firstName: 'Alex' },
];
const find = (written: string) => new NameFinder(people).find(written);

test.each([
  ['Eloise d aubigne loeb', 'eloise'],
  ['D’Aubigné-Lœb Éloïse', 'eloise'],
  ["ELOÏSE D'AUBIGNE LOEB", 'eloise'],
  ['Zoé MARTIN', 'martin-zoe'],
  ['martin,zoe', 'martin-zoe'],
  ['Jean Pierre', 'pierre'],
])('« %s » is one student, whatever its capitals, accents, hyphens and order', (written, id) => {
  expect(find(written)).toEqual({ match: 'sure', id });
});

test.each([
  ['Martin Léo', ['martin-leo']],
  ['Martin Léo Paul Marie', ['martin-leo']],
  ['Aubigné Éloïse', ['eloise']],
  ['Martin Zoée', ['martin-zoe']],
  ['Durand Alex', ['twin-1', 'twin-2']],
  ["D'AUBIGNE LOEB", ['eloise']],
  ["D'Aubigné-Lœb É.", ['eloise']],
  ['MARTIN Z.', ['martin-zoe']],
])('« %s » is asked about, with whom it may mean', (written, ids) => {
  expect(find(written)).toEqual({ match: 'doubtful', ids });
});

test.each(['Zoé', 'Martin', 'Pierre', 'MARTIN K.', 'Durand', 'Dupont Zoé', '', '???'])(
  '« %s » means nobody',
  (written) => {
    expect(find(written)).toEqual({ match: 'none' });
  },
);
