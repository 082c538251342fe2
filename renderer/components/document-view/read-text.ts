/** 1 MB: a thousand pages of text; more would make the window heavy for nothing that anybody reads here. */
export const MAX_TEXT_BYTES = 1_000_000;

export interface ReadText {
  readonly text: string;
  /** Only the beginning is there. */
  readonly isCut: boolean;
}

/**
 * Reads a text file of unknown encoding.
 *
 * UTF-8 when the bytes are valid UTF-8, UTF-16 with its mark, and Windows-1252 otherwise: it is what an
 * older Windows editor writes, and it accepts any byte, so the text is always shown.
 */
export function readText(bytes: Uint8Array): ReadText {
  const isCut = bytes.length > MAX_TEXT_BYTES;
  const kept = isCut ? bytes.subarray(0, MAX_TEXT_BYTES) : bytes;
  // A file may hold NUL and other controls: they would be drawn as boxes or not at all.
  const text = decode(kept, isCut)
    .replaceAll('\r\n', '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
    .replaceAll(/[\u0000-\u0008\u000b\u000e-\u001f]/g, '\ufffd');
  return { text, isCut };
}

function decode(bytes: Uint8Array, isCut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // `stream` forgives a character that the cut has split.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
