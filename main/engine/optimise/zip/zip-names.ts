export interface ZipNames {
  /** Names in the central directory, or those at the start if the directory cannot be read. */
  readonly names: readonly string[];
  /** What an OpenDocument or EPUB file says of itself in its first entry; empty otherwise. */
  readonly mimetype: string;
}

/** Enough to tell Office from anything else, and a bound against archives made of names. */
const MAX_NAMES = 4096;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;

/**
 * Lists what a ZIP holds, without unpacking anything.
 *
 * `head` and `tail` are the file's first and last bytes, and may be the whole of it.
 */
export function readZipNames(head: Uint8Array, tail: Uint8Array, sizeBytes: number): ZipNames {
  const local = localNames(head);
  const listed = directoryNames(tail, sizeBytes);
  return { names: listed.length > 0 ? listed : local.names, mimetype: local.mimetype };
}

function localNames(head: Uint8Array): ZipNames {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const names: string[] = [];
  let mimetype = '';
  let at = 0;
  while (at + 30 <= head.length && view.getUint32(at, true) === LOCAL_ENTRY && names.length < MAX_NAMES) {
    const packedBytes = view.getUint32(at + 18, true);
    const nameBytes = view.getUint16(at + 26, true);
    const contentAt = at + 30 + nameBytes + view.getUint16(at + 28, true);
    const name = text(head, at + 30, nameBytes);
    if (names.length === 0 && name === 'mimetype')
      mimetype = text(head, contentAt, Math.min(packedBytes, 128));
    names.push(name);
    at = contentAt + packedBytes;
  }
  return { names, mimetype };
}

function directoryNames(tail: Uint8Array, sizeBytes: number): readonly string[] {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const tailStartsAt = sizeBytes - tail.length;
  let end = tail.length - 22;
  // The archive's comment, at most 64 kB, may follow the record that is looked for.
  const lowest = Math.max(0, end - 65_535);
  while (end >= lowest && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < lowest) return [];
  let at = view.getUint32(end + 16, true) - tailStartsAt;
  const names: string[] = [];
  while (
    at >= 0 &&
    at + 46 <= end &&
    view.getUint32(at, true) === DIRECTORY_ENTRY &&
    names.length < MAX_NAMES
  ) {
    const nameBytes = view.getUint16(at + 28, true);
    names.push(text(tail, at + 46, nameBytes));
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  return new TextDecoder().decode(bytes.subarray(start, start + length));
}
