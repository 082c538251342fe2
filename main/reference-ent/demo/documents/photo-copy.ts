import type { Chance } from '../chance.ts';
import { Camera, type Orientation } from './camera.ts';
import type { StudentCopy } from './copy.ts';
import { Handwriting } from './handwriting.ts';
import { ruledLines, writeSheets } from './lined-sheet.ts';
import { photograph } from './photograph.ts';

/** Phones of 12 and of 8 million pixels, and a scanning app that keeps less. */
export const SENSORS = {
  large: { width: 3024, height: 4032 },
  medium: { width: 2448, height: 3264 },
  scan: { width: 1654, height: 2339 },
} as const;

/** Most phones store a sheet on its side and say so in EXIF. */
const ORIENTATIONS: readonly Orientation[] = [6, 6, 6, 1, 8, 3];

/** A copy written by hand: one photograph for each of its sheets, in order. */
export async function photographCopy(
  copy: StudentCopy,
  phone: { sensor: keyof typeof SENSORS; hand: number },
  chance: Chance,
): Promise<Buffer[]> {
  const hand = new Handwriting(chance, phone.hand);
  const printed = ruledLines();
  const photographs: Buffer[] = [];
  for (const written of writeSheets(copy, hand, chance)) {
    const orientation = phone.sensor === 'scan' ? 1 : chance.pick(ORIENTATIONS);
    const camera = new Camera(chance, SENSORS[phone.sensor], orientation);
    photographs.push(await photograph(camera, { printed, written }, chance));
  }
  return photographs;
}
