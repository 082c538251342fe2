import type { MantineColorsTuple } from '@mantine/core';

/** Ink blue: what can be done. 8 is the ink on paper, 3 the ink on slate. */
export const ink: MantineColorsTuple = [
  '#eef2f9',
  '#dbe4f2',
  '#bccde7',
  '#9db9ea',
  '#7398d3',
  '#4f79ba',
  '#3a639f',
  '#2b4d84',
  '#1f3a68',
  '#172c50',
];

/** The red pen (8 on paper, 3 on slate, as for every colour): the teacher's marks, and what destroys. */
export const redPen: MantineColorsTuple = [
  '#fdefee',
  '#f9dad8',
  '#f5c4c1',
  '#f0918b',
  '#ea7a73',
  '#e36a63',
  '#dc5b54',
  '#d2453e',
  '#c8322b',
  '#a0241f',
];

/** Waiting. */
export const amber: MantineColorsTuple = [
  '#fdf5e4',
  '#f9e7c0',
  '#f2d08a',
  '#e9b959',
  '#d99d2f',
  '#c98c1f',
  '#bd8118',
  '#a06c0f',
  '#7d5309',
  '#654306',
];

/** Done. */
export const green: MantineColorsTuple = [
  '#ecf6ee',
  '#d2ead7',
  '#a8d5b2',
  '#7fc18e',
  '#55a568',
  '#459a59',
  '#3c8b50',
  '#2b723e',
  '#205a30',
  '#194826',
];

/** Paper and its shadows: the greys of the light scheme, warm like it. */
export const paper: MantineColorsTuple = [
  '#fbfaf7',
  '#f4f2ec',
  '#ebe8e0',
  '#dfdbd0',
  '#cbc6b9',
  '#a39e92',
  '#57564f',
  '#45443e',
  '#2f2f2b',
  '#1d2128',
];

/** Slate: the dark scheme, from its text (0) to its deepest ground (9); 7 is the window's. */
export const slate: MantineColorsTuple = [
  '#e8e5dd',
  '#cfcdc7',
  '#b1b5bd',
  '#8d939e',
  '#3d444f',
  '#2b313a',
  '#1c2027',
  '#14171c',
  '#101317',
  '#0b0d10',
];
