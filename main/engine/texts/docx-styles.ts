import { walkXml } from '../tables/walk-xml.ts';

/** The heading level (1 to 6) of each paragraph style that is one: by its built-in name, which Word keeps in English. */
export function readHeadingLevels(styles: string): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  let style = '';
  walkXml(styles, {
    open: ({ name, attributes }) => {
      if (name === 'style') style = attributes.styleId ?? '';
      if (name !== 'name' || style === '') return;
      const written = /^(?:heading ([1-9])|(title))$/i.exec(attributes.val ?? '');
      if (written !== null) levels.set(style, Math.min(6, Number(written[1] ?? 1)));
    },
  });
  return levels;
}

/** How deep a paragraph of a list is, from 0; there are nine levels (17.9.3). */
export function listDepthOf(written: string | undefined): number {
  return Math.min(8, Math.max(0, Math.floor(Number(written ?? 0)) || 0));
}

/** The lists of a document, counted as its paragraphs come. */
export interface DocxLists {
  /** What stands before the next paragraph of a list at a depth from 0; null when the list is none. */
  next(numberingId: string, depth: number): string | null;
}

/** Reads numbering.xml (17.9): which lists are numbered, at which depth. Numbers are written in digits. */
export function readDocxLists(numbering: string): DocxLists {
  const bullets = new Map<string, Set<number>>();
  const abstractOf = new Map<string, string>();
  let abstract = '';
  let number = '';
  let depth = 0;
  walkXml(numbering, {
    open: ({ name, attributes }) => {
      if (name === 'abstractNum') abstract = attributes.abstractNumId ?? '';
      else if (name === 'num') number = attributes.numId ?? '';
      else if (name === 'abstractNumId') abstractOf.set(number, attributes.val ?? '');
      else if (name === 'lvl') depth = Number(attributes.ilvl) || 0;
      else if (name === 'numFmt' && attributes.val === 'bullet')
        bullets.set(abstract, (bullets.get(abstract) ?? new Set()).add(depth));
    },
  });
  const counts = new Map<string, number[]>();
  return {
    next(numberingId, at) {
      const list = abstractOf.get(numberingId);
      // Number 0 takes a paragraph out of the list of its style.
      if (list === undefined || numberingId === '0') return null;
      const count = (counts.get(numberingId) ?? []).slice(0, at + 1);
      while (count.length <= at) count.push(0);
      count[at] = (count[at] ?? 0) + 1;
      counts.set(numberingId, count);
      return bullets.get(list)?.has(at) ? '•' : `${count[at]}.`;
    },
  };
}
