import { searched } from '../../../preload/contract/index.ts';

/** A piece of text as it is drawn; between two that are not `joined` no word goes on. */
export interface Piece {
  readonly text: string;
  /** Whether it goes on where the piece before it ends. */
  readonly isJoined: boolean;
}

/** Where a match begins and ends: the piece, and the place in it. */
export interface Match {
  readonly from: readonly [piece: number, offset: number];
  /** Past its last character. */
  readonly to: readonly [piece: number, offset: number];
}

/** More than anybody steps through. */
const MOST_MATCHES = 2000;

/** Finds words in pieces of text, whatever their accents and case: 2,000 places at most, in order. */
export function findInLetters(pieces: readonly Piece[], query: string): Match[] {
  const wanted = searched(query);
  if (wanted.trim() === '') return [];
  const places: { piece: number; offset: number }[] = [];
  let letters = '';
  for (const [piece, { text, isJoined }] of pieces.entries()) {
    if (!isJoined) {
      letters += '\n';
      places.push({ piece, offset: 0 });
    }
    for (let offset = 0; offset < text.length; offset += 1) {
      const folded = searched(text[offset] ?? '');
      letters += folded;
      for (let count = 0; count < folded.length; count += 1) places.push({ piece, offset });
    }
  }
  const matches: Match[] = [];
  for (let at = letters.indexOf(wanted); at >= 0 && matches.length < MOST_MATCHES; ) {
    const from = places[at];
    const last = places[at + wanted.length - 1];
    if (from !== undefined && last !== undefined)
      matches.push({ from: [from.piece, from.offset], to: [last.piece, last.offset + 1] });
    at = letters.indexOf(wanted, at + wanted.length);
  }
  return matches;
}
