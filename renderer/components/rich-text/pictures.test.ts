import { getSchema } from '@tiptap/core';
import { history, redo, undo } from '@tiptap/pm/history';
import { EditorState, NodeSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { expect, test } from 'vitest';
import { createBlockCodec } from './block-codec.ts';
import { createExtensions } from './extensions.ts';
import { addPlace, fillPlace, picturePlaces, placeOf, removePlace, withPicture } from './picture-places.ts';
import { PlacedPictures } from './placed-pictures.ts';

const schema = getSchema(createExtensions());
const SHA = 'a'.repeat(64);
const PICTURE = { sha256: SHA, name: 'schema.png' };
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** An open text without a window: what its view is asked to do is done to its state. */
function open(...content: object[]) {
  const words = { coming: () => '', giveUp: () => '' };
  const places = picturePlaces({ words, onGiveUp: () => undefined, doors: {} });
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  const told: string[] = [];
  const placed = new PlacedPictures({ gone: () => told.push('gone'), back: () => told.push('back') });
  const view = {
    state: EditorState.create({ doc, plugins: [history(), places] }),
    dispatch(transaction: Transaction) {
      view.state = view.state.apply(transaction);
      view.state.doc.check();
      placed.note(transaction, view.state.doc);
    },
  };
  return { view, editor: view as unknown as EditorView, placed, told };
}

const said = ({ state: { doc } }: { state: EditorState }) => doc.textBetween(0, doc.content.size, '|', '#');

test('a picture comes to stand where it was put, wherever the text has gone meanwhile, before what was typed on', () => {
  const { view, editor } = open(paragraph('avant après'));
  addPlace(editor, { id: 'p', name: 'a' }, 7);
  view.dispatch(view.state.tr.insertText('bien ', 1));
  view.dispatch(view.state.tr.insertText('(ici) ', placeOf(view.state, 'p') ?? 0));
  expect(fillPlace(editor, 'p', PICTURE)).toBe(true);
  expect(said(view)).toBe('bien avant #(ici) après');
  expect(placeOf(view.state, 'p')).toBeNull();
});

test('a place that was deleted, or given up, takes no picture', () => {
  const { view, editor } = open(paragraph('un'), paragraph('deux'));
  addPlace(editor, { id: 'p', name: 'a' }, 6);
  view.dispatch(view.state.tr.delete(4, 10));
  expect(fillPlace(editor, 'p', PICTURE)).toBe(false);
  addPlace(editor, { id: 'q', name: 'b' }, 2);
  removePlace(editor, 'q');
  expect(fillPlace(editor, 'q', PICTURE)).toBe(false);
});

test('where letters alone can be, or none, a picture gets a paragraph of its own', () => {
  const code = { type: 'codeBlock', content: [{ type: 'text', text: 'x = 1' }] };
  const { view } = open(code, paragraph('fin'));
  expect(said({ state: view.state.apply(withPicture(view.state, 3, PICTURE)) })).toBe('x = 1|#|fin');
  expect(said({ state: view.state.apply(withPicture(view.state, 7, PICTURE)) })).toBe('x = 1|#|fin');
});

test('undo, deletion and redo take the document along with its last place; what comes from elsewhere does not', () => {
  const { view, editor, placed, told } = open(paragraph('un'));
  view.dispatch(view.state.tr.insertText('deux', 3));
  addPlace(editor, { id: 'p', name: 'a' }, 3);
  placed.add(SHA);
  fillPlace(editor, 'p', PICTURE);
  expect(told).toEqual([]);
  undo(view.state, view.dispatch);
  expect([said(view), told.splice(0)]).toEqual(['undeux', ['gone']]);
  redo(view.state, view.dispatch);
  expect(told.splice(0)).toEqual(['back']);
  view.dispatch(withPicture(view.state, 1, PICTURE));
  view.dispatch(view.state.tr.delete(1, 2));
  expect(told).toEqual([]);
  view.dispatch(view.state.tr.delete(3, 4));
  expect(told.splice(0)).toEqual(['gone']);
  undo(view.state, view.dispatch);
  expect(told.splice(0)).toEqual(['back']);
  view.dispatch(view.state.tr.delete(3, 4).setMeta('preventUpdate', true));
  expect(told).toEqual([]);
});

test('what is said of a picture is part of its block, and a text that is one picture is no empty text', () => {
  const codec = createBlockCodec(schema);
  const { view } = open({ type: 'paragraph' });
  const state = view.state.apply(withPicture(view.state, 1, PICTURE));
  const tr = state.tr.setNodeAttribute(1, 'alt', 'Un circuit');
  expect(NodeSelection.create(tr.doc, 1).node.attrs.alt).toBe('Un circuit');
  expect(codec.toBlocks(tr.doc)).toMatchObject([
    { content: { content: [{ type: 'image', attrs: { ...PICTURE, alt: 'Un circuit' } }] } },
  ]);
  expect(codec.toBlocks(view.state.doc)).toEqual([]);
});
