/** How the numbers of an image are to be understood. */
export type HeicColour = { readonly profile: Uint8Array } | { readonly primaries: number };

export interface HeicFacts {
  /** As stored, before any rotation; the largest of the file's images, so that none is decoded in spite of the bound. */
  readonly width: number;
  readonly height: number;
  /** Of the first image that the file means to show. */
  readonly colour: HeicColour | undefined;
}

/** Boxes inside boxes: enough for any camera. */
const MAX_BOXES = 10_000;

/** A box of the ISO base media format: its four letters, and what it holds. */
interface Box {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Sizes and colours that a HEIC announces, read without decoding anything.
 *
 * Returns undefined if there is no list of properties, which every still image has.
 */
export function readHeicFacts(bytes: Buffer): HeicFacts | undefined {
  const meta = find(boxesIn(bytes), 'meta');
  // A full box: a version and flags come before its content.
  const inner = meta === undefined ? [] : boxesIn(meta.subarray(4));
  const properties = boxesIn(find(inner, 'iprp') ?? Buffer.alloc(0));
  const list = find(properties, 'ipco');
  if (list === undefined) return undefined;
  const all = boxesIn(list);
  const sizes = all.filter(({ type, body }) => type === 'ispe' && body.length >= 12);
  const areas = sizes.map(({ body }) => ({ width: body.readUInt32BE(4), height: body.readUInt32BE(8) }));
  const largest = areas.sort((a, b) => b.width * b.height - a.width * a.height)[0];
  if (largest === undefined) return undefined;
  const own = propertiesOf(primaryOf(find(inner, 'pitm')), find(properties, 'ipma'));
  const colours = own.map((index) => all[index - 1]).filter((box) => box?.type === 'colr');
  const read = colours.map((box) => colourOf((box as Box).body)).filter((colour) => colour !== undefined);
  // A profile says more than a number, where a file has both.
  return { ...largest, colour: read.find((colour) => 'profile' in colour) ?? read[0] };
}

function boxesIn(bytes: Buffer): readonly Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && boxes.length < MAX_BOXES) {
    const announced = bytes.readUInt32BE(at);
    const isLong = announced === 1 && at + 16 <= bytes.length;
    const headBytes = isLong ? 16 : 8;
    const sizeBytes = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : announced;
    const end = sizeBytes === 0 ? bytes.length : at + sizeBytes;
    if (end < at + headBytes || end > bytes.length) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + headBytes, end) });
    at = end;
  }
  return boxes;
}

function find(boxes: readonly Box[], type: string): Buffer | undefined {
  return boxes.find((box) => box.type === type)?.body;
}

function primaryOf(box: Buffer | undefined): number | undefined {
  if (box === undefined || box.length < 6) return undefined;
  return box[0] === 0 ? box.readUInt16BE(4) : box.length >= 8 ? box.readUInt32BE(4) : undefined;
}

/** Numbers, from one, of the properties that the file gives to an item. */
function propertiesOf(item: number | undefined, box: Buffer | undefined): readonly number[] {
  if (item === undefined || box === undefined || box.length < 8) return [];
  const hasLongItems = box[0] !== 0;
  const hasLongIndices = ((box[3] as number) & 1) === 1;
  const count = Math.min(box.readUInt32BE(4), MAX_BOXES);
  let at = 8;
  for (let entry = 0; entry < count && at + 5 <= box.length; entry += 1) {
    const id = hasLongItems ? box.readUInt32BE(at) : box.readUInt16BE(at);
    at += hasLongItems ? 4 : 2;
    const associations = box[at] ?? 0;
    at += 1;
    const indices: number[] = [];
    for (let index = 0; index < associations && at + (hasLongIndices ? 2 : 1) <= box.length; index += 1) {
      indices.push(hasLongIndices ? box.readUInt16BE(at) & 0x7fff : (box[at] as number) & 0x7f);
      at += hasLongIndices ? 2 : 1;
    }
    if (id === item) return indices;
  }
  return [];
}

function colourOf(box: Buffer): HeicColour | undefined {
  const type = box.toString('latin1', 0, 4);
  if (type === 'prof' || type === 'rICC') return { profile: box.subarray(4) };
  return type === 'nclx' && box.length >= 6 ? { primaries: box.readUInt16BE(4) } : undefined;
}
