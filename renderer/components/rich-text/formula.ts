import { InputRule, Node } from '@tiptap/core';
import { type DOMOutputSpec, DOMSerializer } from '@tiptap/pm/model';
import type { MathTree } from '../../../preload/contract/tex/math-tree.ts';
import { writeTex } from '../../../preload/contract/tex/write-tex.ts';
import { readTex } from './tex/read-tex.ts';

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** Presentation MathML that draws a formula, and nothing that could run, fetch or lead anywhere. */
const KNOWN = new Set(
  'math mrow mi mn mo mtext mfrac msqrt mroot msup msub msubsup munder mover munderover mtable mtr mtd'.split(
    ' ',
  ),
);
/** 60: formulas within formulas. */
const MOST_DEEP = 60;

/** What of an element is a formula; null for what is none. Attributes are left out, unknown elements are rows. */
export function mathTree(element: Element, depth = 0): MathTree | null {
  if (depth > MOST_DEEP) return null;
  const name = element.localName.toLowerCase();
  if (name.startsWith('annotation')) return null;
  const children = [...element.childNodes].flatMap((child): (MathTree | string)[] => {
    if (child.nodeType === 3) return child.textContent?.trim() ? [child.textContent.trim()] : [];
    if (child.nodeType !== 1) return [];
    const inside = mathTree(child as Element, depth + 1);
    return inside === null ? [] : [inside];
  });
  const isLeaf = ['mi', 'mn', 'mo', 'mtext'].includes(name);
  // Letters belong into leaves: elsewhere they would be what some other program shows instead.
  const kept = isLeaf
    ? [children.filter((child) => typeof child === 'string').join('')]
    : children.filter((child) => typeof child !== 'string');
  return [KNOWN.has(name) ? name : 'mrow', ...kept];
}

/** The formula as a lesson keeps it. */
export function writeMath([name, ...children]: MathTree): string {
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : writeMath(child)));
  return `<${name}>${inside.join('')}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Null for a text that is no formula. */
function readMath(mathml: unknown): MathTree | null {
  if (typeof mathml !== 'string') return null;
  const root = new DOMParser().parseFromString(mathml, 'application/xml').documentElement;
  return root.localName === 'math' ? mathTree(root) : null;
}

function toSpec([name, ...children]: MathTree): DOMOutputSpec {
  const inside = children.map((child) => (typeof child === 'string' ? child : toSpec(child)));
  return [`${MATHML} ${name}`, ...inside] as unknown as DOMOutputSpec;
}

/** « $x^2$ »: no space within the signs, so that « 5 $ ou 6 $ » are sums of money. */
const TYPED = /(?:^|[\s(])\$([^$\s](?:[^$]*[^$\s])?)\$$/;

/** What a formula that was typed is kept as; null where the text is none. */
export function formulaOf(tex: string): { mathml: string; tex: string } | null {
  const { tree } = readTex(tex);
  return tree === null ? null : { mathml: writeMath(tree), tex };
}

/** A formula as it was typed, or as it would have to be. */
export function texOf({ mathml, tex }: { mathml?: unknown; tex?: unknown }): string {
  if (typeof tex === 'string' && formulaOf(tex)?.mathml === mathml) return tex;
  const tree = readMath(mathml);
  return tree === null ? '' : writeTex(tree);
}

/** A formula in a line: drawn by the browser's own MathML, moved and deleted whole. */
export const Formula = Node.create({
  name: 'formula',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes() {
    return {
      tex: { default: null, rendered: false, parseHTML: () => null },
      mathml: {
        default: null,
        rendered: false,
        parseHTML: (element: HTMLElement) => {
          const tree = mathTree(element);
          return tree === null ? null : writeMath(tree);
        },
      },
    };
  },
  parseHTML: () => [{ tag: 'math' }],
  addInputRules() {
    return [
      new InputRule({
        find: TYPED,
        handler: ({ state, range, match: [all = '', tex = ''] }) => {
          const attrs = formulaOf(tex);
          // A text that is no formula stays as it was typed.
          if (attrs === null) return;
          // The last sign is being typed.
          const start = range.from + all.length - tex.length - 2;
          state.tr.replaceWith(start, range.to, this.type.create(attrs));
        },
      }),
    ];
  },
  renderHTML({ node }) {
    return ['span', { class: 'rich-text-formula' }, drawn(node.attrs.mathml)];
  },
  /**
   * On screen the drawing stands in a tree of its own: at each letter that is typed the browser goes through the nodes of the whole
   * text, and a lesson has more of them in its formulas than in its words (`bench -- lessons --only=typing`).
   */
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('span');
      dom.className = 'rich-text-formula';
      const { dom: drawing } = DOMSerializer.renderSpec(document, drawn(node.attrs.mathml));
      dom.attachShadow({ mode: 'open' }).append(drawing);
      return { dom };
    };
  },
});

function drawn(mathml: unknown): DOMOutputSpec {
  const tree = readMath(mathml);
  return tree === null ? ['span', '…'] : toSpec(tree);
}
