import type { RichNode } from '../../main/engine/writing/rich-text.ts';

/** What is said, a line a node: pictures by their descriptions, since each file names them in its way. */
export function outline(nodes: readonly RichNode[], depth = 0): string[] {
  return nodes.flatMap(({ type, attrs = {}, text, marks = [], content = [] }) => {
    const said = type === 'image' ? { alt: attrs.alt } : attrs;
    const set = marks.map((mark) => `${mark.type}${mark.attrs?.href ?? ''}`).join(' ');
    const own = [type, ...Object.values(said), text === undefined ? '' : `«${text}»`, set].filter(
      (one) => one !== '',
    );
    return [`${' '.repeat(depth)}${own.join(' ')}`, ...outline(content, depth + 1)];
  });
}

/** Each picture under one name, as what the writers are given. */
export function withPictureNamed(nodes: readonly RichNode[], sha256: string): RichNode[] {
  return nodes.map((node) => ({
    ...node,
    ...(node.type === 'image' ? { attrs: { ...node.attrs, sha256 } } : {}),
    ...(node.content === undefined ? {} : { content: withPictureNamed(node.content, sha256) }),
  }));
}
