import { encode } from 'uqr';
import { sheetText } from './rules.ts';

/** Blank modules that a reader wants around a code (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** The dark modules of a sheet's code, row by row, without the blank around it. A quarter of it may be lost. */
export function qrModules(code: string): readonly (readonly boolean[])[] {
  return encode(sheetText(code), { ecc: 'Q', border: 0 }).data;
}
