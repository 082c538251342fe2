import { escapeXml } from '../tables/escape-xml.ts';
import { elementsOf, lettersIn, type XmlNode } from './xml-tree.ts';

/** What a formula is made of: presentation MathML that browsers draw, without anything that could run or fetch. */
const KEPT = new Set([
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'mtext',
  'mfrac',
  'msqrt',
  'mroot',
  'msup',
  'msub',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mtable',
  'mtr',
  'mtd',
]);
/** One letter that is a sign. */
export const OPERATORS = /^[-+*/=<>≤≥≠±×÷·∙→⇒⇔↦∈∉⊂∪∩∀∃∞!,;:|()[\]{}′%∧∨¬≈≡∼∝∂∇∑∏∫∮…⋯°−]$/u;

const LETTERS = new Set(['mi', 'mn', 'mo', 'mtext']);

/** An element of a formula. */
export function mathNode(name: string, ...children: readonly (XmlNode | string)[]): XmlNode {
  return { name, attributes: {}, children };
}

/** A formula as it is kept in a lesson: its `math` element, reduced to what is known and written in one way. */
export function writeMathml(math: XmlNode): string {
  return write(reduce(math.name === 'math' ? math : mathNode('math', math)));
}

/** The same formula whatever program wrote it: wrappers, spaces and styles are left out. */
export function reduce(node: XmlNode): XmlNode {
  const { name } = node;
  if (LETTERS.has(name)) {
    const letters = lettersIn(node).replace(/\s+/g, ' ').trim();
    // Word processors write some signs as names.
    return mathNode(name === 'mi' && OPERATORS.test(letters) ? 'mo' : name, letters);
  }
  if (name === 'mfenced') return fenced(node);
  const inside = elementsOf(node).flatMap(reduced);
  const rows =
    name === 'math' || name === 'mrow' || name === 'mtd' || name === 'msqrt' ? flat(inside) : inside;
  return withBothLimits(mathNode(KEPT.has(name) ? name : 'mrow', ...rows));
}

/** A sign with a limit below and another above, however the two were put together. */
export function withBothLimits(node: XmlNode): XmlNode {
  const [base, limit] = elementsOf(node);
  const [sign, other] = base === undefined ? [] : elementsOf(base);
  if (base === undefined || limit === undefined || sign === undefined || other === undefined) return node;
  if (node.name === 'mover' && base.name === 'munder') return mathNode('munderover', sign, other, limit);
  if (node.name === 'munder' && base.name === 'mover' && lettersIn(sign).length === 1)
    return mathNode('munderover', sign, limit, other);
  return node;
}

/** Nothing, for what says nothing; the content of a wrapper that only sets a style. */
function reduced(node: XmlNode): XmlNode[] {
  if (['annotation', 'annotation-xml', 'mspace', 'mphantom', 'none'].includes(node.name)) return [];
  if (node.name === 'semantics') return elementsOf(node).slice(0, 1).flatMap(reduced);
  const one = reduce(node);
  const [only] = elementsOf(one);
  return one.name === 'mrow' && one.children.length === 1 && only !== undefined ? [only] : [one];
}

/** A row within a row is one row. */
function flat(nodes: readonly XmlNode[]): XmlNode[] {
  return nodes.flatMap((node) => (node.name === 'mrow' ? flat(elementsOf(node)) : [node]));
}

function fenced(node: XmlNode): XmlNode {
  const { open = '(', close = ')', separators = ',' } = node.attributes;
  const separator = separators.trim().slice(0, 1);
  const inside = elementsOf(node)
    .flatMap(reduced)
    .flatMap((one, index) => (index === 0 || separator === '' ? [one] : [mathNode('mo', separator), one]));
  return mathNode('mrow', mathNode('mo', open), ...inside, mathNode('mo', close));
}

function write({ name, children }: XmlNode): string {
  const inside = children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : write(child)))
    .join('');
  return `<${name}>${inside}</${name}>`;
}
