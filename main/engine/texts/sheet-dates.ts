import { walkXml } from '../tables/walk-xml.ts';

/** Built-in formats that are dates (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: ReadonlySet<number> = new Set([14, 15, 16, 17, 22]);
/** What a format says of itself: letters within quotes, brackets, or behind a stroke are none of it. */
const SPOKEN = /"[^"]*"|\[[^\]]*\]|\\./g;
const DAY_MS = 86_400_000;
/** Day 0, as spreadsheets count from March 1900 on. */
const FIRST_DAY = Date.UTC(1899, 11, 30);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** Reads which styles of cells make a date of a number, and says that date as French writes it. */
export function readDates(
  styles: string | undefined,
): (style: string | undefined, value: number) => string | null {
  const dated = new Set(BUILT_IN);
  const formats: number[] = [];
  let isOfCells = false;
  if (styles !== undefined)
    walkXml(styles, {
      open: ({ name, attributes }) => {
        const id = Number(attributes.numFmtId);
        if (name === 'numFmt' && isDate(attributes.formatCode ?? '')) dated.add(id);
        else if (name === 'cellXfs') isOfCells = true;
        else if (name === 'xf' && isOfCells) formats.push(id);
      },
      close: (name) => {
        if (name === 'cellXfs') isOfCells = false;
      },
    });
  return (style, value) => {
    const format = style === undefined ? undefined : formats[Number(style)];
    if (format === undefined || !dated.has(format) || value < 1 || value > LAST_DAY) return null;
    const [year, month, day] = new Date(FIRST_DAY + Math.floor(value) * DAY_MS).toISOString().split(/[-T]/);
    return `${day}/${month}/${year}`;
  };
}

function isDate(format: string): boolean {
  const letters = format.replaceAll(SPOKEN, '').toLowerCase();
  return letters.includes('d') || letters.includes('y');
}
