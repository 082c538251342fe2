import type { RichNode } from './rich-text.ts';

/** A node with the pictures of its file named by their documents; one that is not among these leaves its description. */
export function withPictures(
  node: RichNode,
  brought: ReadonlyMap<string, { readonly sha256: string; readonly name: string }>,
): RichNode {
  const { content } = node;
  if (node.type !== 'image')
    return content === undefined
      ? node
      : { ...node, content: content.map((one) => withPictures(one, brought)) };
  const { file = '', alt = '' } = node.attrs ?? {};
  const document = brought.get(String(file));
  if (document === undefined) return { type: 'text', text: alt === '' ? '…' : String(alt) };
  const said = alt === '' ? {} : { alt };
  return { type: 'image', attrs: { sha256: document.sha256, name: document.name, ...said } };
}
