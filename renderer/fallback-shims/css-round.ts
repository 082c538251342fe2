/**
 * CSS `round()`, which pdf.js sizes its pages with and Chromium 114 lacks: such a size is taken unrounded.
 *
 * Without it every page of a PDF is no pixel high.
 */
const ROUND = /^round\(down, (.+), [^,]+\)$/;

function unround(element: HTMLElement): void {
  for (const side of ['width', 'height'] as const) {
    const size = ROUND.exec(element.style[side])?.[1];
    if (size !== undefined) element.style[side] = `calc(${size})`;
  }
}

function unroundBelow(node: Node): void {
  if (!(node instanceof HTMLElement)) return;
  unround(node);
  for (const element of node.querySelectorAll<HTMLElement>('[style*="round("]')) unround(element);
}

// A worker, which loads these shims too, has no document.
if (typeof document !== 'undefined' && !CSS.supports('width', 'round(down, 1px, 1px)')) {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') unround(target as HTMLElement);
      else for (const node of addedNodes) unroundBelow(node);
    }
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['style'],
  });
}
