/** Letters that turn the direction of others (a name that ends in `exe` then reads `pdf`), and control characters. */
const UNSEEN = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** What Windows forbids in a name, a colon among them (a second stream of the file); separators on any system. */
const FORBIDDEN = /[<>:"/\\|?*]/g;
/** Names of Windows' devices, whatever extension follows. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** The longest name that every file system takes, in bytes, with room for what a system adds (` (1)`, `.part`). */
const MOST_BYTES = 200;

/**
 * A name that is only a file's name, on any system: what a student or an ENT has called a document can be anything.
 *
 * Folders that it pretends to are dropped. The extension survives the shortening of a long name.
 */
export function safeFileName(name: string): string {
  const last = name.replace(UNSEEN, '').split(/[/\\]/).at(-1) ?? '';
  // Windows drops dots and spaces at the end; a dash or a dot at the beginning is an option or a hidden file.
  const plain = last
    .replace(FORBIDDEN, '_')
    .replace(/[. ]+$/, '')
    .replace(/^[\s.-]+/, '');
  const named = DEVICE.test(plain) ? `_${plain}` : plain;
  return named === '' ? 'document' : shortened(named);
}

function shortened(name: string): string {
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  let base = name.slice(0, name.length - extension.length);
  const room = MOST_BYTES - new TextEncoder().encode(extension).length;
  // Letter by letter, so that none is cut in two.
  while (new TextEncoder().encode(base).length > room) base = [...base].slice(0, -1).join('');
  return `${base}${extension}`;
}
