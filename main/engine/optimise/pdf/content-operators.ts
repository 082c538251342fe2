/** What an operator of a page's content takes and does (ISO 32000-1, annex A). */
export interface Operator {
  /** Operands, an array or a dictionary counted as one; undefined if it takes any number. */
  readonly operands: number | undefined;
  readonly does: Deed;
}

export type Deed =
  /** Builds a path: its operands are coordinates. */
  | 'path'
  | 'clip'
  /** Paints the path, and ends it. */
  | 'fill'
  | 'stroke'
  | 'fill-stroke'
  | 'end-path'
  /** Shows text, an image or a form, with whatever colours are set. */
  | 'show'
  /** Paints with colours of its own. */
  | 'shade'
  | 'fill-colour'
  | 'stroke-colour'
  | 'fill-space'
  | 'stroke-space'
  | 'fill-component'
  | 'stroke-component'
  /** Sets one thing, until it is set again or restored. */
  | 'setting'
  /** Sets several things at once, from a dictionary. */
  | 'settings'
  | 'save'
  | 'restore'
  | 'transform'
  | 'begin-text'
  | 'end-text'
  /** Moves within a text object. */
  | 'text-move'
  /** Names a part of the content: its place among what is shown must stay. */
  | 'mark';

const WORDS: Readonly<Record<Deed, string>> = {
  path: 'm2 l2 c6 v4 y4 h0 re4',
  clip: 'W0 W*0',
  fill: 'f0 F0 f*0',
  stroke: 'S0 s0',
  'fill-stroke': 'B0 B*0 b0 b*0',
  'end-path': 'n0',
  show: `Tj1 TJ1 Do1 '1 "3`,
  shade: 'sh1',
  'fill-colour': 'g1 rg3 k4',
  'stroke-colour': 'G1 RG3 K4',
  'fill-space': 'cs1',
  'stroke-space': 'CS1',
  'fill-component': 'sc? scn?',
  'stroke-component': 'SC? SCN?',
  setting: 'w1 J1 j1 M1 d2 ri1 i1 Tc1 Tw1 Tz1 TL1 Tf2 Tr1 Ts1',
  settings: 'gs1',
  save: 'q0',
  restore: 'Q0',
  transform: 'cm6',
  'begin-text': 'BT0',
  'end-text': 'ET0',
  'text-move': 'Td2 TD2 Tm6 T*0',
  mark: 'MP1 DP2 BMC1 BDC2 EMC0',
};

/** Every operator of a page; those of Type 3 glyphs and of compatibility sections are left out on purpose. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries(WORDS).flatMap(([does, words]) =>
    words.split(' ').map((word): [string, Operator] => {
      const count = word.slice(-1);
      return [word.slice(0, -1), { operands: count === '?' ? undefined : Number(count), does: does as Deed }];
    }),
  ),
);
