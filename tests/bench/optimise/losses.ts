import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { attachmentsOf, factsOf, metadataOf, textOf } from '../rivals.ts';

/** Annotations of a long document are counted on its first pages. */
const MAX_PAGES = 20;

/** What a PDF holds besides what is seen. */
export interface Contents {
  readonly pages: number;
  readonly pageSize: string;
  readonly form: number;
  readonly links: number;
  readonly annotations: number;
  readonly outlines: number;
  readonly attachments: number;
  readonly isTagged: boolean;
  readonly isPdfA: boolean;
  readonly hasScripts: boolean;
  readonly text: string;
}

export const FEATURES = [
  'form',
  'links',
  'annotations',
  'outlines',
  'attachments',
  'tags',
  'PDF/A',
  'text',
] as const;
export type Feature = (typeof FEATURES)[number];

/** What one program did to a PDF. */
export interface Losses {
  /** The page itself, replaced by a blank one; or a file that does not open. */
  readonly destroyed?: string;
  readonly kept: readonly Feature[];
  readonly lost: readonly Feature[];
  /** Other differences, in words. */
  readonly changes: readonly string[];
}

/** What the PDF `output` lacks of what `before` holds. */
export async function lossesOf(before: Contents | undefined, output: string): Promise<Losses> {
  const after = await contentsOf(output);
  const nothing = { kept: [], lost: [], changes: [] };
  if (before === undefined)
    return {
      ...nothing,
      destroyed: `a ${after === undefined ? 'file without pages' : 'blank page'} in place of what could not be opened`,
    };
  if (after === undefined) return { ...nothing, destroyed: 'could not be opened' };
  if (isOtherPage(before.pageSize, after.pageSize))
    return { ...nothing, destroyed: 'a blank page in place of its own' };
  const has = featuresOf(before);
  const lost = FEATURES.filter((feature) => has[feature] && isLost(feature, before, after));
  const changes = before.pages === after.pages ? [] : [`pages: ${before.pages} -> ${after.pages}`];
  if (before.hasScripts && !after.hasScripts) changes.push('scripts');
  return { kept: FEATURES.filter((feature) => has[feature] && !lost.includes(feature)), lost, changes };
}

function featuresOf(contents: Contents): Readonly<Record<Feature, boolean>> {
  return {
    form: contents.form > 0,
    links: contents.links > 0,
    annotations: contents.annotations > 0,
    outlines: contents.outlines > 0,
    attachments: contents.attachments > 0,
    tags: contents.isTagged,
    'PDF/A': contents.isPdfA,
    text: contents.text.trim() !== '',
  };
}

function isLost(feature: Feature, before: Contents, after: Contents): boolean {
  switch (feature) {
    case 'tags':
      return !after.isTagged;
    case 'PDF/A':
      return !after.isPdfA;
    case 'text':
      return after.text !== before.text;
    default:
      return after[feature] < before[feature];
  }
}

/** Undefined for a file that does not open. */
export async function contentsOf(path: string): Promise<Contents | undefined> {
  const facts = await factsOf(path);
  if (facts.Pages === undefined) return undefined;
  const counted = await countInside(path).catch(() => ({ form: 0, links: 0, annotations: 0, outlines: 0 }));
  return {
    ...counted,
    pages: Number(facts.Pages),
    pageSize: facts['Page size'] ?? '',
    attachments: Number.parseInt(await attachmentsOf(path), 10) || 0,
    isTagged: facts.Tagged === 'yes',
    isPdfA: /pdfaid:part/.test(await metadataOf(path)),
    hasScripts: facts.JavaScript === 'yes',
    text: (await textOf(path)) ?? '',
  };
}

async function countInside(path: string) {
  const task = getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 });
  try {
    const document = await task.promise;
    const counted = {
      form: 0,
      links: 0,
      annotations: 0,
      outlines: (await document.getOutline())?.length ?? 0,
    };
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
      for (const { subtype } of await (await document.getPage(number)).getAnnotations()) {
        if (subtype === 'Widget') counted.form += 1;
        else if (subtype === 'Link') counted.links += 1;
        else counted.annotations += 1;
      }
    }
    return counted;
  } finally {
    await task.destroy();
  }
}

/** Rounding a page's size is a trifle; another size means another page. */
function isOtherPage(before: string, after: string): boolean {
  const numbers = (size: string) => (size.match(/[\d.]+/g) ?? []).slice(0, 2).map(Number);
  const [a, b] = [numbers(before).sort(), numbers(after).sort()];
  return a.some((length, index) => Math.abs(length - (b[index] ?? 0)) > 1);
}
