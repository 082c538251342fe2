import type { StudentName } from '../names.ts';

/** What a student hands in, before it becomes a PDF, a photograph or a word-processor file. */
export interface StudentCopy {
  readonly student: StudentName;
  readonly className: string;
  readonly title: string;
  readonly parts: readonly CopyPart[];
}

export type CopyPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'graph'; readonly graph: Graph }
  /** Rays at the surface between two media. */
  | { readonly kind: 'rays'; readonly incidenceDegrees: number; readonly refractionDegrees: number };

/** Points and the straight line through the origin that a student drew among them. */
export interface Graph {
  readonly points: readonly (readonly [number, number])[];
  readonly slope: number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xMax: number;
  readonly yMax: number;
}

/** French signs stay with the word before them at the end of a line. */
export function keepSigns(text: string): string {
  return text.replaceAll(/ ([:;?!%»])/g, '\u00a0$1');
}

/** `Benali_Inès`: how a careful student names a file; others do not care. */
export function fileStem(copy: StudentCopy): string {
  return `${copy.student.lastName}_${copy.student.firstName}`.replaceAll(/[\s’']+/g, '-');
}
