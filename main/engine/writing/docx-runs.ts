import type { DocxReferences } from './docx-references.ts';
import { writeMathml } from './mathml.ts';
import { ommlToMathml } from './omml.ts';
import { linkMark, type RichMark, type RichNode, textNode, withMark } from './rich-text.ts';
import { childOf, elementsOf, findFirst, lettersIn, type XmlNode } from './xml-tree.ts';

const MARKS = new Map(
  Object.entries({
    b: 'bold',
    i: 'italic',
    u: 'underline',
    strike: 'strike',
    dstrike: 'strike',
  }),
);
/** Of `vertAlign`: what stands on the line has no mark. */
const HEIGHTS = new Set(['subscript', 'superscript']);

/** What is no part of the text, or would say it twice. */
const PASSED_OVER = new Set(['del', 'moveFrom', 'Fallback', 'pPr', 'rPr', 'instrText', 'delText']);

/** The letters, pictures, links and formulas of paragraphs. */
export class DocxRuns {
  readonly #parts: Pick<DocxReferences, 'linkOf' | 'pictureOf'>;
  #boxes: XmlNode[] = [];

  constructor(parts: Pick<DocxReferences, 'linkOf' | 'pictureOf'>) {
    this.#parts = parts;
  }

  of(paragraph: XmlNode): RichNode[] {
    return this.#inside(paragraph, []);
  }

  /** The text boxes that were met since the last call: each holds paragraphs of its own. */
  takeBoxes(): XmlNode[] {
    const boxes = this.#boxes;
    this.#boxes = [];
    return boxes;
  }

  #inside(node: XmlNode, marks: readonly RichMark[]): RichNode[] {
    return elementsOf(node).flatMap((child) => this.#nodesOf(child, marks));
  }

  #nodesOf(node: XmlNode, marks: readonly RichMark[]): RichNode[] {
    if (PASSED_OVER.has(node.name)) return [];
    switch (node.name) {
      case 'r':
        return this.#inside(node, marksOfRun(childOf(node, 'rPr'), marks));
      case 't':
        return textNode(lettersIn(node), marks);
      case 'tab':
        return textNode('\t', marks);
      case 'br':
      case 'cr':
        return node.attributes.type === 'page' ? [] : [{ type: 'hardBreak' }];
      case 'noBreakHyphen':
        return textNode('\u2011', marks);
      case 'hyperlink': {
        const link = linkMark(this.#parts.linkOf(node.attributes.id ?? '') ?? '');
        return this.#inside(node, link === null ? marks : withMark(marks, link));
      }
      case 'oMath':
        return [{ type: 'formula', attrs: { mathml: writeMathml(ommlToMathml(node)) } }];
      case 'drawing':
      case 'pict':
        return this.#pictureOf(node);
      default:
        return this.#inside(node, marks);
    }
  }

  #pictureOf(node: XmlNode): RichNode[] {
    const box = findFirst(node, 'txbxContent');
    if (box !== undefined) this.#boxes.push(box);
    const reference =
      findFirst(node, 'blip')?.attributes.embed ?? findFirst(node, 'imagedata')?.attributes.id;
    const file = reference === undefined ? null : this.#parts.pictureOf(reference);
    if (file === null) return [];
    const { descr = '' } = findFirst(node, 'docPr')?.attributes ?? {};
    return [{ type: 'image', attrs: { file, ...(descr === '' ? {} : { alt: descr }) } }];
  }
}

function marksOfRun(properties: XmlNode | undefined, outer: readonly RichMark[]): readonly RichMark[] {
  let marks = outer;
  const isLink = outer.some(({ type }) => type === 'link');
  for (const { name, attributes } of properties === undefined ? [] : elementsOf(properties)) {
    const { val } = attributes;
    const height = name === 'vertAlign' && val !== undefined && HEIGHTS.has(val) ? val : undefined;
    const type = height ?? MARKS.get(name);
    const isOn = val === undefined || !['0', 'false', 'off', 'none'].includes(val);
    // Word processors underline links by themselves: so does the lesson.
    if (type !== undefined && isOn && !(isLink && type === 'underline')) marks = withMark(marks, { type });
    if (name === 'rStyle' && /^(?:source_?text|code|htmlcode)/i.test(val ?? '')) marks = [{ type: 'code' }];
  }
  return marks;
}
