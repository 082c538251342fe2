import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

/** `show-text.ts` writes this on what it shows: nobody has done that here. */
const FROM_ELSEWHERE = 'preventUpdate';

interface Told {
  /** Its last place in the text is gone: deleted, or undone. */
  gone(sha256: string): void;
  /** It stands in the text again. */
  back(sha256: string): void;
}

/** The pictures that were put into a text since it is open: each comes and goes with its document. */
export class PlacedPictures {
  readonly #isThere = new Map<string, boolean>();
  readonly #told: Told;

  constructor(told: Told) {
    this.#told = told;
  }

  add(sha256: string): void {
    this.#isThere.set(sha256, true);
  }

  /** Looks at a change of the text, which says `doc` since. */
  note(transaction: Transaction, doc: Node): void {
    if (this.#isThere.size === 0 || !transaction.docChanged || !touchesPictures(transaction)) return;
    const now = picturesIn(doc);
    const isOwn = transaction.getMeta(FROM_ELSEWHERE) === undefined;
    for (const [sha256, was] of this.#isThere) {
      const is = now.has(sha256);
      if (is === was) continue;
      this.#isThere.set(sha256, is);
      if (isOwn) this.#told[is ? 'back' : 'gone'](sha256);
    }
  }
}

/** Whether a picture is in what a change takes away or puts there: a long text is not looked through at each key. */
function touchesPictures({ steps, docs, doc }: Transaction): boolean {
  return steps.some((step, index) => {
    const [before, after] = [docs[index] as Node, docs[index + 1] ?? doc];
    let does = false;
    step.getMap().forEach((from, to, newFrom, newTo) => {
      does ||= hasPicture(before, from, to) || hasPicture(after, newFrom, newTo);
    });
    return does;
  });
}

function hasPicture(doc: Node, from: number, to: number): boolean {
  let has = false;
  doc.nodesBetween(from, to, (node) => {
    has ||= node.type.name === 'image';
    return !has;
  });
  return has;
}

function picturesIn(doc: Node): ReadonlySet<string> {
  const found = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === 'image') found.add(String(node.attrs.sha256));
  });
  return found;
}
