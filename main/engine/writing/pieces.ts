import { type ListedParagraph, nestLists, type RichNode } from './rich-text.ts';

/** A paragraph with what it belongs to, before neighbours are put together. */
export type Piece =
  | { readonly kind: 'block'; readonly node: RichNode }
  | { readonly kind: 'quote'; readonly node: RichNode }
  | { readonly kind: 'code'; readonly text: string }
  | ({ readonly kind: 'listed' } & ListedParagraph);

/** Neighbours that are one list, one quote or one piece of code, as word processors write them: paragraph by paragraph. */
export function together(pieces: readonly Piece[]): RichNode[] {
  const nodes: RichNode[] = [];
  for (let at = 0; at < pieces.length; ) {
    const { kind } = pieces[at] as Piece;
    let end = at + 1;
    while (kind !== 'block' && pieces[end]?.kind === kind) end += 1;
    const same = pieces.slice(at, end);
    const inside = same.flatMap((piece) => (piece.kind === 'code' ? [] : [piece.node]));
    if (kind === 'listed') nodes.push(...nestLists(same as ListedParagraph[]));
    else if (kind === 'quote') nodes.push({ type: 'blockquote', content: inside });
    else if (kind === 'code') {
      const text = same.map((piece) => (piece.kind === 'code' ? piece.text : '')).join('\n');
      nodes.push({ type: 'codeBlock', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) });
    } else nodes.push(...inside);
    at = end;
  }
  return nodes;
}
