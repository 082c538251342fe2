import { closeHistory } from '@tiptap/pm/history';
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorProps, type EditorView } from '@tiptap/pm/view';

/** Where a picture will stand that is on its way: a mark in the text, and no part of it. */
export interface ComingPicture {
  readonly id: string;
  readonly name: string;
}

/** What the mark says, and what gives the picture up. */
export interface ComingWords {
  readonly coming: (name: string) => string;
  readonly giveUp: (name: string) => string;
}

type Change = { readonly add: ComingPicture; readonly at: number } | { readonly remove: string } | undefined;

export const PLACES = new PluginKey<DecorationSet>('picturePlaces');

interface PlacesOptions {
  readonly words: ComingWords;
  readonly onGiveUp: (id: string) => void;
  /** How pictures are given to the text. */
  readonly doors: EditorProps;
}

/** Keeps the places of pictures that are on their way, wherever the text goes meanwhile. */
export function picturePlaces({ words, onGiveUp, doors }: PlacesOptions): Plugin<DecorationSet> {
  return new Plugin({
    key: PLACES,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, places) {
        const kept = places.map(transaction.mapping, transaction.doc);
        const change = transaction.getMeta(PLACES) as Change;
        if (change === undefined) return kept;
        if ('remove' in change) return kept.remove(kept.find(undefined, undefined, isOf(change.remove)));
        const { add, at } = change;
        const mark = () => drawn(add, words, onGiveUp);
        // What is typed on stands behind it.
        const spec = { id: add.id, side: -1, ignoreSelection: true, stopEvent: () => true };
        return kept.add(transaction.doc, [Decoration.widget(at, mark, spec)]);
      },
    },
    props: { ...doors, decorations: (state) => PLACES.getState(state) },
  });
}

const isOf =
  (id: string) =>
  (spec: { id?: unknown }): boolean =>
    spec.id === id;

export function addPlace(view: EditorView, picture: ComingPicture, at: number): void {
  view.dispatch(view.state.tr.setMeta(PLACES, { add: picture, at }));
}

/** Where it is now; null: what stood around it is gone. */
export function placeOf(state: EditorState, id: string): number | null {
  return PLACES.getState(state)?.find(undefined, undefined, isOf(id))[0]?.from ?? null;
}

export function removePlace(view: EditorView, id: string): void {
  view.dispatch(view.state.tr.setMeta(PLACES, { remove: id }));
}

/** Puts a picture where its place is, as one step of undo. False when that place is gone. */
export function fillPlace(
  view: EditorView,
  id: string,
  attrs: { readonly sha256: string; readonly name: string },
): boolean {
  const at = placeOf(view.state, id);
  if (at === null) return false;
  const tr = withPicture(view.state, at, attrs).setMeta(PLACES, { remove: id });
  view.dispatch(closeHistory(tr));
  return true;
}

/** The text with a picture at a place: among the letters, or in a paragraph behind what can hold none. */
export function withPicture(
  { tr, schema, doc }: EditorState,
  at: number,
  attrs: { readonly sha256: string; readonly name: string },
): Transaction {
  const { image, paragraph } = schema.nodes;
  if (image === undefined || paragraph === undefined) return tr;
  const picture = image.create(attrs);
  const $at = doc.resolve(at);
  const index = $at.index();
  if ($at.parent.inlineContent && $at.parent.canReplaceWith(index, index, image))
    return tr.insert(at, picture);
  return tr.insert(behind($at, paragraph.create()), paragraph.create(null, picture));
}

/** The nearest place behind, where a paragraph can be. */
function behind($at: ResolvedPos, paragraph: Node): number {
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    const index = $at.indexAfter(depth - 1);
    if ($at.node(depth - 1).canReplaceWith(index, index, paragraph.type)) return $at.after(depth);
  }
  return $at.depth === 0 ? $at.pos : $at.after(1);
}

function drawn(picture: ComingPicture, words: ComingWords, onGiveUp: (id: string) => void): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'rich-text-coming';
  mark.contentEditable = 'false';
  mark.dataset.testid = 'picture-coming';
  const said = document.createElement('span');
  said.role = 'status';
  said.textContent = words.coming(picture.name);
  const giveUp = document.createElement('button');
  giveUp.type = 'button';
  giveUp.textContent = '×';
  giveUp.ariaLabel = words.giveUp(picture.name);
  giveUp.addEventListener('click', () => onGiveUp(picture.id));
  mark.append(said, giveUp);
  return mark;
}
