import { CartableError } from '../platform/cartable-error.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readMarkdown } from './read-markdown.ts';
import { readOdt } from './read-odt.ts';
import { notAText, tooLong } from './refusals.ts';
import { type ReadText, type RichNode, WRITING_LIMITS } from './rich-text.ts';

type Format = 'docx' | 'odt' | 'html' | 'markdown';

const FORMAT_OF = new Map<string, Format>(
  Object.entries({
    docx: 'docx',
    docm: 'docx',
    odt: 'odt',
    html: 'html',
    htm: 'html',
    xhtml: 'html',
    md: 'markdown',
    markdown: 'markdown',
    txt: 'markdown',
  }),
);

/**
 * Reads a file of another program as a lesson's text, by its name's ending.
 *
 * @throws CartableError `writing/not-a-text`, `writing/too-long`, `writing/locked`
 */
export function readText(name: string, bytes: Buffer): ReadText {
  const format = FORMAT_OF.get(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
  if (format === undefined) throw notAText();
  const read = guarded(() => readAs(format, bytes));
  if (read.nodes.length > WRITING_LIMITS.blocks) throw tooLong();
  if (read.nodes.every(isSilent)) throw notAText();
  return read;
}

function readAs(format: Format, bytes: Buffer): ReadText {
  if (format === 'docx') return readDocx(bytes);
  if (format === 'odt') return readOdt(bytes);
  if (bytes.length > WRITING_LIMITS.partBytes) throw tooLong();
  const text = lettersOfBytes(bytes);
  return format === 'html' ? readHtml(text) : readMarkdown(text);
}

/** UTF-8, or, for a file that is none, what a French Windows wrote. Bytes of a picture or of a program are no text. */
function lettersOfBytes(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) throw notAText();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What the XML reader says of tables it means of texts too. */
function guarded(work: () => ReadText): ReadText {
  try {
    return work();
  } catch (error) {
    if (error instanceof CartableError && error.code === 'exchange/not-a-table') throw notAText(error);
    if (error instanceof RangeError) throw tooLong();
    throw error;
  }
}

function isSilent({ type, content = [], text = '' }: RichNode): boolean {
  if (type === 'image' || type === 'formula') return false;
  return text.trim() === '' && content.every(isSilent);
}
