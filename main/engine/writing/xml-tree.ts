import { walkXml } from '../tables/walk-xml.ts';
import { tooLong } from './refusals.ts';
import { WRITING_LIMITS } from './rich-text.ts';

/** An element with what is in it. Names are without their prefixes. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlNode | string)[];
}

type OpenNode = XmlNode & { readonly children: (XmlNode | string)[] };

/**
 * Reads an XML part whole, bounded in elements and in depth. Nothing is expanded, nothing fetched.
 *
 * @throws CartableError `exchange/not-a-table` when it is none, `writing/too-long`
 */
export function readXmlTree(xml: string): XmlNode {
  const root: OpenNode = { name: '', attributes: {}, children: [] };
  const open: OpenNode[] = [root];
  let count = 0;
  walkXml(xml, {
    open: ({ name, attributes }) => {
      count += 1;
      if (count > WRITING_LIMITS.elements || open.length > WRITING_LIMITS.depth) throw tooLong();
      const node: OpenNode = { name, attributes, children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    text: (text) => void open.at(-1)?.children.push(text),
    close: () => {
      if (open.length > 1) open.pop();
    },
  });
  return root;
}

/** The elements in an element, in their order. */
export function elementsOf({ children }: XmlNode): XmlNode[] {
  return children.filter((child) => typeof child !== 'string');
}

/** The first element of a name within, at any depth. */
export function findFirst(node: XmlNode, name: string): XmlNode | undefined {
  for (const child of elementsOf(node)) {
    const found = child.name === name ? child : findFirst(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of these children; undefined without. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node === undefined ? undefined : elementsOf(node).find((child) => child.name === name);
}

/** All the letters in an element. */
export function lettersIn({ children }: XmlNode): string {
  return children.map((child) => (typeof child === 'string' ? child : lettersIn(child))).join('');
}
