/** An element of a formula: its name, then what is in it. */
export type MathTree = readonly [name: string, ...children: (MathTree | string)[]];
