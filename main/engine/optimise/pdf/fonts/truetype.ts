import { PdfIrregularity } from '../irregularity.ts';

/** What draws a glyph in a PDF (ISO 32000-1, 9.9), and what writing from top to bottom asks for. */
const DRAWING = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep', 'vhea', 'vmtx'];
const INDISPENSABLE = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'];

/** By which a simple font finds the glyph of a code; in a composite one, codes lead to glyphs without the font. */
const FINDING = ['cmap', 'post'];

/** Outlines of another kind, colours, or axes along which outlines move: such a font is left as it is. */
const OTHER_OUTLINES = ['CFF ', 'CFF2', 'COLR', 'CBDT', 'sbix', 'SVG ', 'fvar', 'gvar'];

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;
const CHECKSUM_OF_A_FONT = 0xb1b0afba;
/** Where in `head` stands what makes the sum of the whole font the one above, and how `loca` is written. */
const ADJUSTMENT_AT = 8;
const LOCA_FORMAT_AT = 50;

/** Flags of a part of a composite glyph (OpenType, `glyf`). */
const WORDS = 0x01;
const SCALED = 0x08;
const MORE_PARTS = 0x20;
const SCALED_EACH_WAY = 0x40;
const TRANSFORMED = 0x80;

type Tables = ReadonlyMap<string, Buffer>;

export interface FontUse {
  /** Whether codes lead to glyphs by their numbers alone. */
  readonly isComposite: boolean;
  /** The glyphs that are shown, by their numbers; undefined if that is not known. */
  readonly shown: ReadonlySet<number> | undefined;
}

/**
 * Writes a TrueType font anew without what a PDF does not use of it: tables for typesetting and for screens of few dots, names,
 * and the outlines of glyphs that are not shown. What stays keeps its bytes, and every glyph its number.
 *
 * Throws `PdfIrregularity` for a font that is not written as usual.
 */
export function slimTrueType(font: Buffer, { isComposite, shown }: FontUse): Buffer {
  const tables = readTables(font);
  if (INDISPENSABLE.some((tag) => !tables.has(tag)) || OTHER_OUTLINES.some((tag) => tables.has(tag)))
    throw new PdfIrregularity('a font of another kind');
  const wanted = new Set(isComposite ? DRAWING : [...DRAWING, ...FINDING]);
  const kept = new Map([...tables].filter(([tag]) => wanted.has(tag)));
  return writeTables(font.subarray(0, 4), shown === undefined ? kept : withGlyphs(kept, shown));
}

function readTables(font: Buffer): Tables {
  const kind = font.toString('latin1', 0, 4);
  if (kind !== '\0\x01\0\0' && kind !== 'true') throw new PdfIrregularity('no TrueType font');
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < u16(font, 4); index += 1) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    const [at, length] = [u32(font, entry + 8), u32(font, entry + 12)];
    const tag = font.toString('latin1', entry, entry + 4);
    if (at + length > font.length || tables.has(tag)) throw new PdfIrregularity('odd table of a font');
    tables.set(tag, font.subarray(at, at + length));
  }
  return tables;
}

/** The same tables without the outlines and widths of all glyphs but these, and the missing one. */
function withGlyphs(tables: Tables, shown: ReadonlySet<number>): Tables {
  const [glyf, loca, head] = [tables.get('glyf'), tables.get('loca'), tables.get('head')] as Buffer[];
  if (glyf === undefined || loca === undefined || head === undefined) return tables;
  const count = u16(tables.get('maxp') as Buffer, 4);
  const isLong = u16(head, LOCA_FORMAT_AT) === 1;
  const placeOf = (glyph: number) => (isLong ? u32(loca, glyph * 4) : u16(loca, glyph * 2) * 2);
  const glyphAt = (glyph: number) => {
    const [from, to] = [placeOf(glyph), placeOf(glyph + 1)];
    if (glyph >= count || from > to || to > glyf.length) throw new PdfIrregularity(`no glyph ${glyph}`);
    return glyf.subarray(from, to);
  };
  const kept = new Map<number, Buffer>();
  const waiting = [0, ...[...shown].filter((glyph) => glyph < count)];
  for (let glyph = waiting.pop(); glyph !== undefined; glyph = waiting.pop()) {
    if (kept.has(glyph)) continue;
    const outline = glyphAt(glyph);
    kept.set(glyph, outline);
    waiting.push(...partsOf(outline));
  }
  const places = Buffer.alloc((count + 1) * (isLong ? 4 : 2));
  const outlines: Buffer[] = [];
  let length = 0;
  for (let glyph = 0; glyph <= count; glyph += 1) {
    if (isLong) places.writeUInt32BE(length, glyph * 4);
    else places.writeUInt16BE(length / 2, glyph * 2);
    const outline = kept.get(glyph);
    if (outline === undefined) continue;
    outlines.push(outline);
    length += outline.length;
  }
  const metrics = metricsOf(tables, count, kept);
  return new Map([...tables, ['glyf', Buffer.concat(outlines)], ['loca', places], ['hmtx', metrics]]);
}

/** The glyphs that a composite glyph is made of. */
function partsOf(outline: Buffer): readonly number[] {
  const parts: number[] = [];
  if (outline.length === 0 || u16(outline, 0) < 0x8000) return parts;
  let flags = MORE_PARTS;
  for (let at = 10; (flags & MORE_PARTS) !== 0; ) {
    flags = u16(outline, at);
    parts.push(u16(outline, at + 2));
    const scale = flags & TRANSFORMED ? 8 : flags & SCALED_EACH_WAY ? 4 : flags & SCALED ? 2 : 0;
    at += 4 + (flags & WORDS ? 4 : 2) + scale;
  }
  return parts;
}

/** Widths of the glyphs that are kept; the last width counts for all glyphs after it, and stays. */
function metricsOf(tables: Tables, count: number, kept: ReadonlyMap<number, Buffer>): Buffer {
  const metrics = Buffer.from(tables.get('hmtx') as Buffer);
  const widths = u16(tables.get('hhea') as Buffer, 34);
  for (let glyph = 0; glyph < count; glyph += 1) {
    if (kept.has(glyph) || glyph === widths - 1) continue;
    if (glyph < widths) metrics.fill(0, glyph * 4, glyph * 4 + 4);
    else metrics.fill(0, widths * 4 + (glyph - widths) * 2, widths * 4 + (glyph - widths) * 2 + 2);
  }
  return metrics;
}

function writeTables(kind: Buffer, tables: Tables): Buffer {
  const tags = [...tables.keys()].sort();
  const header = Buffer.alloc(HEADER_BYTES + tags.length * ENTRY_BYTES);
  const log = Math.floor(Math.log2(tags.length));
  kind.copy(header);
  for (const [index, value] of [tags.length, 16 << log, log, tags.length * 16 - (16 << log)].entries())
    header.writeUInt16BE(value, 4 + index * 2);
  const pieces: Buffer[] = [header];
  let at = header.length;
  let headAt = 0;
  for (const [index, tag] of tags.entries()) {
    const table = Buffer.from(tables.get(tag) as Buffer);
    if (tag === 'head') {
      headAt = at;
      table.writeUInt32BE(0, ADJUSTMENT_AT);
    }
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    header.write(tag, entry, 'latin1');
    for (const [place, value] of [checksum(table), at, table.length].entries())
      header.writeUInt32BE(value, entry + 4 + place * 4);
    const padding = Buffer.alloc(-table.length & 3);
    pieces.push(table, padding);
    at += table.length + padding.length;
  }
  const font = Buffer.concat(pieces);
  font.writeUInt32BE((CHECKSUM_OF_A_FONT - checksum(font)) >>> 0, headAt + ADJUSTMENT_AT);
  return font;
}

/** The sum of a table's words of four bytes, the last one filled up with zeros. */
function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 1)
    sum = (sum + (table[at] as number) * 2 ** (24 - (at & 3) * 8)) >>> 0;
  return sum;
}

function u16(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) throw new PdfIrregularity('a font that is cut short');
  return bytes.readUInt16BE(at);
}

function u32(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) throw new PdfIrregularity('a font that is cut short');
  return bytes.readUInt32BE(at);
}
