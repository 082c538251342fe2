/**
 * Makes the handwriting files of this folder out of fonts under the SIL Open Font License.
 *
 * Run by hand, only to add a hand; Cartable itself needs neither the fonts nor a font parser:
 *   mkdir fonts && npm --prefix fonts i opentype.js @fontsource/caveat … && node extract-glyphs.mjs fonts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const HANDS = {
  'hand-1': 'caveat',
  'hand-2': 'nothing-you-could-do',
  'hand-3': 'over-the-rainbow',
  'hand-4': 'shadows-into-light',
};
const LETTERS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789' +
  "ÀÂÇÉÈÊËÎÏÔÖÙÛÜŒàâçéèêëîïôöùûüœñ .,;:!?'’\"«»()[]/+-–=<>×÷%°²³*_^&";
/** Finer than a pen: 1/500 of a 6 mm letter. */
const UNITS_PER_EM = 500;

const folder = resolve(process.argv[2] ?? 'fonts');
const require = createRequire(join(folder, 'package.json'));
const opentype = require('opentype.js');

for (const [hand, family] of Object.entries(HANDS)) {
  const bytes = readFileSync(require.resolve(`@fontsource/${family}/files/${family}-latin-400-normal.woff`));
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const licence = readFileSync(require.resolve(`@fontsource/${family}/LICENSE`), 'utf8');
  const scale = UNITS_PER_EM / font.unitsPerEm;
  const glyphs = {};
  for (const letter of LETTERS) {
    if (font.charToGlyphIndex(letter) === 0) continue;
    const glyph = font.charToGlyph(letter);
    glyphs[letter] = [Math.round(glyph.advanceWidth * scale), outline(glyph.path.commands, scale)];
  }
  const source = `Outlines of the font ${family}, SIL Open Font License 1.1. ${licence.split('\n')[0].trim().split('. This Font')[0]}`;
  writeFileSync(new URL(`${hand}.json`, import.meta.url), `${JSON.stringify({ source, glyphs }, null, 1)}\n`);
}

/** Absolute M, L, Q, C and Z commands in whole units, y pointing up. */
function outline(commands, scale) {
  const n = (value) => Math.round(value * scale);
  let at = '';
  const parts = commands.map((c) => {
    if (c.type === 'Z') return 'Z';
    const isStanding = c.type === 'L' && at === `${n(c.x)} ${n(c.y)}`;
    at = `${n(c.x)} ${n(c.y)}`;
    if (isStanding) return '';
    if (c.type === 'Q') return `Q${n(c.x1)} ${n(c.y1)} ${n(c.x)} ${n(c.y)}`;
    if (c.type === 'C') return `C${n(c.x1)} ${n(c.y1)} ${n(c.x2)} ${n(c.y2)} ${n(c.x)} ${n(c.y)}`;
    return `${c.type}${n(c.x)} ${n(c.y)}`;
  });
  return parts.join('');
}
