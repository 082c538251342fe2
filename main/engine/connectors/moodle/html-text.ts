/** Text of Moodle's formats (lib/moodlelib.php): 1 is HTML, 2 plain, 4 Markdown, 0 plain with links. */
export const FORMAT_HTML = 1;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  ndash: '–',
  mdash: '—',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ugrave: 'ù',
  ucirc: 'û',
  ocirc: 'ô',
  icirc: 'î',
  iuml: 'ï',
  euml: 'ë',
  oelig: 'œ',
};

/** The text that people read in a text of Moodle's: without marks, a line a paragraph. What is not HTML is as it is. */
export function textOf(text: string, format: number): string {
  if (format !== FORMAT_HTML) return text.trimEnd();
  return decodeEntities(
    text
      .replace(/[ \t\r\n\f]+/g, ' ')
      .replace(/ ?<(br|hr)\b[^<>]*> ?/gi, '\n')
      .replace(/ ?<li\b[^<>]*> ?/gi, '\n- ')
      .replace(/ ?<\/t[dh]> ?<t[dh]\b[^<>]*> ?/gi, ' | ')
      .replace(/ ?<\/?(p|div|h[1-6]|ul|ol|tr|table|blockquote|pre|section|article)\b[^<>]*> ?/gi, '\n\n')
      .replace(/<[^<>]*>/g, ''),
  )
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** Marks that `textOf` shows as people read them. */
const SHOWN_AS_TEXT: ReadonlySet<string> = new Set(['p', 'br', 'div', 'span', 'ul', 'li']);

/** True when a text of Moodle's holds what its words alone do not: links, pictures, tables, bold letters, indices. */
export function holdsMoreThanText(text: string, format: number): boolean {
  if (format !== FORMAT_HTML) return false;
  return [...text.matchAll(/<([a-z][a-z0-9]*)\b/gi)].some(
    ([, tag = '']) => !SHOWN_AS_TEXT.has(tag.toLowerCase()),
  );
}

/** A name of Moodle's as people read it: names come as HTML too (`format_string`). */
export function nameOf(html: string): string {
  return decodeEntities(html.replace(/<[^<>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** A text of ours as HTML that `textOf` reads back as it was, but for spaces and empty lines in a row. */
export function htmlOf(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`)
    .join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u00a0', '&nbsp;');
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedSign(name) ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** `&Eacute;` is `&eacute;` in capitals. */
function namedSign(name: string): string | undefined {
  const sign = NAMED[name.toLowerCase()];
  return /^[A-Z][a-z]/.test(name) ? sign?.toUpperCase() : sign;
}
