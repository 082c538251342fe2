import { listDepthOf, readDocxLists, readHeadingLevels } from '../texts/docx-styles.ts';
import { columnsAtTop } from './columns.ts';
import { DocxBody } from './docx-body.ts';
import type { DocxReferences, ParagraphKind } from './docx-references.ts';
import { openPackage, type PackageFiles } from './package-files.ts';
import { PictureBox } from './picture-box.ts';
import { notAText } from './refusals.ts';
import type { ReadText } from './rich-text.ts';
import { childOf, elementsOf, findFirst, readXmlTree } from './xml-tree.ts';

/** A file without styles or lists has none of these parts. */
const NO_PART = '<none/>';

/**
 * Reads a DOCX file (ECMA-376, part 1, 17) as a lesson's text: headings, lists, tables, pictures, links, formulas.
 *
 * What was deleted under revision, comments, notes and fields are left out.
 * @throws CartableError `writing/not-a-text`, `writing/too-long`, `writing/locked`
 */
export function readDocx(bytes: Buffer): ReadText {
  const files = openPackage(bytes);
  const document = files.textOf('word/document.xml');
  if (document === null) throw notAText();
  const styles = files.textOf('word/styles.xml') ?? NO_PART;
  const body = childOf(childOf(readXmlTree(document), 'document'), 'body');
  if (body === undefined) throw notAText();
  const numbering = files.textOf('word/numbering.xml') ?? NO_PART;
  const pictures = new PictureBox();
  const targets = readTargets(files);
  const parts: DocxReferences = {
    levels: readHeadingLevels(styles),
    kinds: readKinds(styles),
    lists: readDocxLists(numbering),
    numbers: readNumbers(numbering),
    linkOf: (id) => targets.get(id) ?? null,
    pictureOf: (id) => {
      const path = targets.get(id);
      return path === undefined ? null : pictures.take(files, `word/${path.replace(/^\/?word\//, '')}`);
    },
  };
  return { nodes: columnsAtTop(new DocxBody(parts).blocksOf(body)), pictures: pictures.all };
}

/** What the document's relations lead to. */
function readTargets(files: PackageFiles): ReadonlyMap<string, string> {
  const relations = childOf(
    readXmlTree(files.textOf('word/_rels/document.xml.rels') ?? NO_PART),
    'Relationships',
  );
  const targets = new Map<string, string>();
  for (const { attributes } of relations === undefined ? [] : elementsOf(relations))
    targets.set(attributes.Id ?? '', attributes.Target ?? '');
  return targets;
}

/** Paragraph styles that are quotes or code, and the list that a style is in, by their names in English. */
function readKinds(styles: string): DocxReferences['kinds'] {
  const kinds = new Map<string, { kind: ParagraphKind | null; list: string | null; depth: number }>();
  const root = childOf(readXmlTree(styles), 'styles');
  for (const style of root === undefined ? [] : elementsOf(root).filter(({ name }) => name === 'style')) {
    const name = childOf(style, 'name')?.attributes.val ?? '';
    const numbering = childOf(childOf(style, 'pPr'), 'numPr');
    const kind = kindOf(name);
    const list = childOf(numbering, 'numId')?.attributes.val ?? null;
    const continued = Number(/\d/.exec(kind === 'continued' ? name : '')?.[0] ?? 1) - 1;
    const depth = listDepthOf(childOf(numbering, 'ilvl')?.attributes.val ?? String(continued));
    if (kind !== null || list !== null) kinds.set(style.attributes.styleId ?? '', { kind, list, depth });
  }
  return kinds;
}

function kindOf(style: string): ParagraphKind | null {
  if (/^(?:intense )?quot/i.test(style)) return 'quote';
  if (/^list continue/i.test(style)) return 'continued';
  return /^(?:preformatted text|html preformatted|code)/i.test(style) ? 'code' : null;
}

function readNumbers(numbering: string): DocxReferences['numbers'] {
  const root = childOf(readXmlTree(numbering), 'numbering');
  const numbers = root === undefined ? [] : elementsOf(root).filter(({ name }) => name === 'num');
  return new Map(
    numbers.map((number) => {
      const abstract = childOf(number, 'abstractNumId')?.attributes.val ?? '';
      return [
        number.attributes.numId ?? '',
        { abstract, isAnew: findFirst(number, 'startOverride') !== undefined },
      ];
    }),
  );
}
