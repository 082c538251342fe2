import { escapeXml } from '../tables/escape-xml.ts';
import { mathNode, OPERATORS, withBothLimits } from './mathml.ts';
import { childOf, elementsOf, lettersIn, type XmlNode } from './xml-tree.ts';

/** Office's formulas (ECMA-376, part 1, 22.1) from and to MathML. */

/** A `m:oMath` as a `math` element. */
export function ommlToMathml(omath: XmlNode): XmlNode {
  return mathNode('math', ...elementsOf(omath).flatMap(toMathml));
}

/** What is in an argument, as one element. */
function row(node: XmlNode | undefined): XmlNode {
  const inside = node === undefined ? [] : elementsOf(node).flatMap(toMathml);
  return inside.length === 1 ? (inside[0] as XmlNode) : mathNode('mrow', ...inside);
}

/** Elements whose arguments are those of an element of MathML, in its order. */
const SAME = new Map<string, readonly [string, ...string[]]>(
  Object.entries({
    f: ['mfrac', 'num', 'den'],
    sSup: ['msup', 'e', 'sup'],
    sSub: ['msub', 'e', 'sub'],
    sSubSup: ['msubsup', 'e', 'sub', 'sup'],
    limLow: ['munder', 'e', 'lim'],
  }),
);

function toMathml(node: XmlNode): XmlNode[] {
  const arg = (name: string) => row(childOf(node, name));
  const [same, ...args] = SAME.get(node.name) ?? [];
  if (same !== undefined) return [mathNode(same, ...args.map(arg))];
  switch (node.name) {
    case 'r':
      return lettersToMathml(
        elementsOf(node)
          .filter(({ name }) => name === 't')
          .map(lettersIn)
          .join(''),
      );
    case 'rad':
      return [rooted(node)];
    case 'nary':
      return naryToMathml(node);
    case 'd':
      return delimited(node);
    case 'func':
      return [arg('fName'), arg('e')];
    case 'limUpp':
      return [withBothLimits(mathNode('mover', arg('e'), arg('lim')))];
    case 'acc':
      return [mathNode('mover', arg('e'), mathNode('mo', propertyOf(node, 'accPr', 'chr') ?? '\u0302'))];
    case 'bar':
      return [barred(node)];
    case 'm':
      return [tableOf(childrenOf(node, 'mr').map((line) => elementsOf(line)))];
    case 'eqArr':
      return [tableOf(childrenOf(node, 'e').map((line) => [line]))];
    default:
      return node.name.endsWith('Pr') ? [] : elementsOf(node).flatMap(toMathml);
  }
}

function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return elementsOf(node).filter((child) => child.name === name);
}

function tableOf(lines: readonly (readonly XmlNode[])[]): XmlNode {
  const cells = (line: readonly XmlNode[]) => line.map((cell) => mathNode('mtd', row(cell)));
  return mathNode('mtable', ...lines.map((line) => mathNode('mtr', ...cells(line))));
}

function rooted(node: XmlNode): XmlNode {
  const degree = childOf(node, 'deg');
  const isPlain = degree === undefined || lettersIn(degree).trim() === '';
  const inside = row(childOf(node, 'e'));
  return isPlain ? mathNode('msqrt', inside) : mathNode('mroot', inside, row(degree));
}

function barred(node: XmlNode): XmlNode {
  const isBelow = propertyOf(node, 'barPr', 'pos') === 'bot';
  return mathNode(isBelow ? 'munder' : 'mover', row(childOf(node, 'e')), mathNode('mo', '¯'));
}

function naryToMathml(node: XmlNode): XmlNode[] {
  const sign = mathNode('mo', propertyOf(node, 'naryPr', 'chr') ?? '∫');
  const isBeside = propertyOf(node, 'naryPr', 'limLoc') === 'subSup';
  const limit = (name: string) => {
    const found = childOf(node, name);
    return found === undefined || elementsOf(found).every(({ name: inside }) => inside === 'ctrlPr')
      ? null
      : row(found);
  };
  const [sub, sup] = [limit('sub'), limit('sup')];
  const [low, high] = isBeside ? ['sub', 'sup'] : ['under', 'over'];
  const name = `m${sub === null ? '' : low}${sup === null ? '' : high}`;
  const limits = [sub, sup].filter((one) => one !== null);
  return [limits.length === 0 ? sign : mathNode(name, sign, ...limits), row(childOf(node, 'e'))];
}

function delimited(node: XmlNode): XmlNode[] {
  const open = propertyOf(node, 'dPr', 'begChr') ?? '(';
  const close = propertyOf(node, 'dPr', 'endChr') ?? ')';
  const between = propertyOf(node, 'dPr', 'sepChr') ?? '|';
  const sign = (letter: string) => (letter === '' ? [] : [mathNode('mo', letter)]);
  const inside = elementsOf(node)
    .filter(({ name }) => name === 'e')
    .flatMap((one, index) => [...(index === 0 ? [] : sign(between)), row(one)]);
  return [mathNode('mrow', ...sign(open), ...inside, ...sign(close))];
}

function propertyOf(node: XmlNode, properties: string, name: string): string | undefined {
  return childOf(childOf(node, properties), name)?.attributes.val;
}

/** Numbers, names of one letter, signs, and words, as Office sets them in one run. */
function lettersToMathml(text: string): XmlNode[] {
  const parts = text.match(/\d+(?:[.,]\d+)?|\p{L}+|\S/gu) ?? [];
  return parts.flatMap((part) => {
    if (/^\d/.test(part)) return [mathNode('mn', part)];
    if (OPERATORS.test(part)) return [mathNode('mo', part)];
    return [mathNode('mi', part)];
  });
}

/** A `math` element as a `m:oMath`, for a document that names the prefix `m`. */
export function mathmlToOmml(math: XmlNode): string {
  return `<m:oMath>${argument(math)}</m:oMath>`;
}

function argument(node: XmlNode | undefined): string {
  if (node === undefined) return '';
  const isRow = ['math', 'mrow', 'mtd'].includes(node.name);
  return (isRow ? elementsOf(node) : [node]).map(toOmml).join('');
}

function toOmml(node: XmlNode): string {
  const [first, second, third] = elementsOf(node);
  const arg = (name: string, of: XmlNode | undefined) => `<m:${name}>${argument(of)}</m:${name}>`;
  switch (node.name) {
    case 'mi':
    case 'mn':
    case 'mo':
    case 'mtext':
      return `<m:r><m:t xml:space="preserve">${escapeXml(lettersIn(node))}</m:t></m:r>`;
    case 'mfrac':
      return `<m:f>${arg('num', first)}${arg('den', second)}</m:f>`;
    case 'msup':
      return `<m:sSup>${arg('e', first)}${arg('sup', second)}</m:sSup>`;
    case 'msub':
      return `<m:sSub>${arg('e', first)}${arg('sub', second)}</m:sSub>`;
    case 'msubsup':
      return `<m:sSubSup>${arg('e', first)}${arg('sub', second)}${arg('sup', third)}</m:sSubSup>`;
    case 'msqrt':
      return `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>${elementsOf(node).map(toOmml).join('')}</m:e></m:rad>`;
    case 'mroot':
      return `<m:rad>${arg('deg', second)}${arg('e', first)}</m:rad>`;
    case 'munder':
      return `<m:limLow>${arg('e', first)}${arg('lim', second)}</m:limLow>`;
    case 'mover':
      return `<m:limUpp>${arg('e', first)}${arg('lim', second)}</m:limUpp>`;
    case 'munderover':
      return `<m:limUpp><m:e><m:limLow>${arg('e', first)}${arg('lim', second)}</m:limLow></m:e>${arg('lim', third)}</m:limUpp>`;
    case 'mtable':
      return `<m:m>${elementsOf(node)
        .map(
          (line) =>
            `<m:mr>${elementsOf(line)
              .map((cell) => arg('e', cell))
              .join('')}</m:mr>`,
        )
        .join('')}</m:m>`;
    default:
      return argument(node);
  }
}
