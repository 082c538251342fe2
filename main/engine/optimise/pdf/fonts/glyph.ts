/** A hint: an edge of a stem, and its width, in units of the font (Type 1 Font Format, 6.4). */
export interface Stem {
  readonly axis: 'horizontal' | 'vertical';
  readonly from: number;
  readonly width: number;
}

/** A step of an outline; coordinates are absolute, in units of the font. */
export type Step =
  | { readonly kind: 'move' | 'line'; readonly points: readonly [number, number] }
  | { readonly kind: 'curve'; readonly points: readonly [number, number, number, number, number, number] }
  /** Two curves that may be drawn as a line when they are less than `depth` hundredths of a pixel deep. */
  | { readonly kind: 'flex'; readonly points: readonly number[]; readonly depth: number }
  /** From here on, these stems hold and no others. */
  | { readonly kind: 'hints'; readonly stems: readonly Stem[] };

/** An accented letter made of two others, by their codes in Adobe's StandardEncoding. */
export interface Composite {
  readonly accentX: number;
  readonly accentY: number;
  readonly base: number;
  readonly accent: number;
}

export interface Glyph {
  /** In units of the font. */
  readonly width: number;
  readonly steps: readonly Step[];
  readonly composite?: Composite | undefined;
}
