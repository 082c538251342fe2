import { PDFName } from 'pdf-lib';

/** Names are looked up millions of times, and PDFName searches each for escapes anew. */
const known = new Map<string, PDFName>();

/** Documents use a few hundred names; a hostile one could invent millions. */
const MAX_KNOWN = 10_000;

/** The name that these characters, escapes included, spell; without the slash. */
export function nameOf(text: string): PDFName {
  const found = known.get(text);
  if (found !== undefined) return found;
  // PDFName only knows escapes in capitals, and reads others as they stand.
  const name = PDFName.of(
    text.includes('#') ? text.replace(/#[0-9A-Fa-f]{2}/g, (code) => code.toUpperCase()) : text,
  );
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, name);
  return name;
}
