import { Node } from '@tiptap/core';

const HASH = /^[0-9a-f]{64}$/;

/** A picture of the lesson's documents, by the hash of its bytes. A picture from elsewhere is none: nothing is fetched. */
export const Image = Node.create({
  name: 'image',
  group: 'inline',
  inline: true,
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      sha256: {
        default: null,
        rendered: false,
        parseHTML: (element: HTMLElement) =>
          /^vault:\/\/([0-9a-f]{64})/.exec(element.getAttribute('src') ?? '')?.[1],
      },
      name: { default: null, rendered: false },
      alt: {
        default: null,
        rendered: false,
        parseHTML: (element: HTMLElement) => element.getAttribute('alt'),
      },
    };
  },
  parseHTML: () => [{ tag: 'img[src^="vault://"]' }],
  renderHTML({ node }) {
    const { sha256, alt, name } = node.attrs;
    const said = String(alt ?? name ?? '');
    if (!HASH.test(String(sha256))) return ['span', { class: 'rich-text-unknown' }, said || '…'];
    return ['img', { src: `vault://${sha256}`, alt: said }];
  },
});
