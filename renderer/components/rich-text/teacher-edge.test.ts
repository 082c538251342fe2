import { getSchema } from '@tiptap/core';
import { deleteSelection, splitBlock } from '@tiptap/pm/commands';
import { history, undo } from '@tiptap/pm/history';
import type { Node } from '@tiptap/pm/model';
import { type Command, EditorState, Plugin, TextSelection } from '@tiptap/pm/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifyBlocks } from './block-id.ts';
import { createExtensions } from './extensions.ts';
import { giveToStudents, keepForTeacher } from './teacher-block.ts';
import { teacherEdge } from './teacher-edge.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const block = (type: string, ...content: object[]) => ({ type, content });
const note = (...content: object[]) => ({ ...block('teacherBlock', ...content), attrs: { kind: 'note' } });
const correction = (...content: object[]) => ({
  ...block('teacherBlock', ...content),
  attrs: { kind: 'correction', at: 7 },
});
const columns = (...texts: string[]) =>
  block('columns', ...texts.map((text) => block('column', paragraph(text))));

/** An open text, with its plugins as the editor has them. */
function open(...content: object[]): EditorState {
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  const ids = new Plugin({
    appendTransaction: (transactions, _before, { doc: made, tr }) =>
      transactions.some(({ docChanged }) => docChanged) ? identifyBlocks(made, tr) : null,
  });
  return EditorState.create({ doc, plugins: [history(), ids, teacherEdge()] });
}

/** Where the letter behind `|` in « se|cret » is. */
function at(doc: Node, mark: string): number {
  const [before = '', after = ''] = mark.split('|');
  let found = -1;
  doc.descendants((node, pos) => {
    const index = node.isText ? (node.text ?? '').indexOf(before + after) : -1;
    if (index >= 0) found = pos + index + before.length;
  });
  return found;
}

function select(state: EditorState, from: string, to: string): EditorState {
  const selection = TextSelection.create(state.doc, at(state.doc, from), at(state.doc, to));
  return state.apply(state.tr.setSelection(selection));
}

function run(state: EditorState, command: Command): EditorState {
  let next = state;
  command(state, (tr) => {
    next = state.apply(tr);
  });
  next.doc.check();
  return next;
}

const type =
  (text: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.insertText(text));
    return true;
  };

/** « paragraph: un » for each block, with a bar between the lines in it. */
const shape = ({ doc }: EditorState) =>
  doc.content.content.map((node) => `${node.type.name}: ${node.textBetween(0, node.content.size, '/')}`);

const lesson = () =>
  open(paragraph('cours'), note(paragraph('secret'), paragraph('caché')), paragraph('fin'));

test('what is deleted from the text into a note leaves the rest of the note in it', () => {
  const after = run(select(lesson(), 'co|urs', 'se|cret'), deleteSelection);
  expect(shape(after)).toEqual(['paragraph: co', 'teacherBlock: cret/caché', 'paragraph: fin']);
  expect(after.selection.from).toBe(at(after.doc, 'co|'));
});

test('what is typed over the edge of a note stands where the selection began', () => {
  const into = run(select(lesson(), 'co|urs', 'ca|ché'), type('X'));
  expect(shape(into)).toEqual(['paragraph: coX', 'teacherBlock: ché', 'paragraph: fin']);
  expect(shape(run(into, type('Y')))[0]).toBe('paragraph: coXY');
  const out = run(select(lesson(), 'ca|ché', 'fi|n'), type('X'));
  expect(shape(out)).toEqual(['paragraph: cours', 'teacherBlock: secret/caX', 'paragraph: n']);
});

test('a new line over the edge of a note leaves its rest in it', () => {
  const into = run(select(lesson(), 'co|urs', 'se|cret'), splitBlock);
  expect(shape(into)).toEqual(['paragraph: co', 'paragraph: ', 'teacherBlock: cret/caché', 'paragraph: fin']);
  const out = run(select(lesson(), 'ca|ché', 'fi|n'), splitBlock);
  expect(shape(out)).toEqual(['paragraph: cours', 'teacherBlock: secret/ca/', 'paragraph: n']);
});

test('a note and a correction never flow into each other', () => {
  const state = open(note(paragraph('pour moi')), correction(paragraph('la réponse')), paragraph('fin'));
  const after = run(select(state, 'pour| moi', 'la |réponse'), deleteSelection);
  expect(shape(after)).toEqual(['teacherBlock: pour', 'teacherBlock: réponse', 'paragraph: fin']);
  expect(after.doc.content.content.map(({ attrs }) => attrs.kind)).toEqual(['note', 'correction', undefined]);
});

test('what is pasted over the edge of a note joins no words of it', () => {
  const state = select(lesson(), 'co|urs', 'se|cret');
  for (const [from, to] of [
    ['c|ours', 'cour|s'],
    ['sec|ret', 'ca|ché'],
    ['cou|rs', 'secr|et'],
  ] as const) {
    const copied = state.doc.slice(at(state.doc, from), at(state.doc, to), true);
    const after = run(state, (now, dispatch) => {
      dispatch?.(now.tr.replaceSelection(copied));
      return true;
    });
    const [rest, fin] = shape(after).slice(-2);
    expect(rest).toMatch(/^teacherBlock: .*cret\/caché$/);
    expect(fin).toBe('paragraph: fin');
  }
});

test('words that are dragged into the note that they are cut out of are kept', () => {
  const state = select(lesson(), 'co|urs', 'se|cret');
  const copied = state.selection.content();
  const after = run(state, (now, dispatch) => {
    const { tr } = now;
    tr.deleteSelection();
    const target = tr.mapping.map(at(now.doc, 'cac|hé'));
    dispatch?.(tr.replaceRange(target, target, copied));
    return true;
  });
  const words = after.doc.textContent;
  for (const letter of 'courssecretcachéfin') expect(words).toContain(letter);
  expect(words).toHaveLength('courssecretcachéfin'.length);
  expect(shape(after)[0]).toBe('paragraph: co');
});

test('columns, lists and frames on either side of the edge stay whole', () => {
  const list = block('bulletList', block('listItem', paragraph('point'), paragraph('suite')));
  const state = open(columns('gauche', 'droite'), note(list, block('callout', paragraph('retenir'))));
  expect(shape(run(select(state, 'dro|ite', 'sui|te'), type('X')))).toEqual([
    'columns: gauche/droX',
    'teacherBlock: te/retenir',
  ]);
  expect(shape(run(select(state, 'gau|che', 'rete|nir'), type('X')))).toEqual([
    'columns: gauX/',
    'teacherBlock: nir',
  ]);
  const other = open(note(block('callout', paragraph('retenir'))), columns('gauche', 'droite'));
  expect(shape(run(select(other, 'rete|nir', 'gau|che'), type('X')))).toEqual([
    'teacherBlock: reteX',
    'columns: che/droite',
  ]);
  expect(shape(run(select(other, 'rete|nir', 'dro|ite'), type('X'))).at(0)).toBe('teacherBlock: reteX');
});

test('one Ctrl+Z takes back a deletion over the edge', () => {
  const state = select(lesson(), 'co|urs', 'se|cret');
  const back = run(run(state, deleteSelection), undo);
  expect(shape(back)).toEqual(shape(state));
});

test('a note that is selected to its end goes with what is deleted around it', () => {
  expect(shape(run(select(lesson(), 'co|urs', 'fi|n'), deleteSelection))).toEqual(['paragraph: con']);
  expect(shape(run(select(lesson(), 'co|urs', 'caché|'), type('X')))).toEqual([
    'paragraph: coX',
    'paragraph: fin',
  ]);
});

test('a note is still made, and still given to students, on purpose', () => {
  const state = select(lesson(), 'se|cret', 'sec|ret');
  const { tr } = state;
  giveToStudents({ state, tr });
  const given = state.apply(tr);
  expect(shape(given)).toEqual([
    'paragraph: cours',
    'paragraph: secret',
    'paragraph: caché',
    'paragraph: fin',
  ]);
  const again = select(given, 'co|urs', 'se|cret');
  const made = again.tr;
  keepForTeacher({ kind: 'note', label: 'Note' })({ state: again, tr: made });
  expect(shape(again.apply(made))).toEqual([
    'teacherBlock: cours/secret',
    'paragraph: caché',
    'paragraph: fin',
  ]);
});

test('whatever is selected and typed over, no word of a note is read by students, and no other word is lost', () => {
  const kind = fc.constantFrom('p', 'note', 'correction', 'columns', 'list', 'heading', 'table');
  fc.assert(
    fc.property(
      fc.array(kind, { minLength: 2, maxLength: 6 }),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      (kinds, a, b, isTyped) => {
        const state = open(...kinds.map(made));
        const { size } = state.doc.content;
        const [from = 0, to = 0] = [a % (size + 1), b % (size + 1)].sort((x, y) => x - y);
        const selection = TextSelection.between(state.doc.resolve(from), state.doc.resolve(to));
        const selected = state.apply(state.tr.setSelection(selection));
        const after = run(selected, isTyped ? type('X') : deleteSelection);
        const kept = (doc: Node, isTeachers: boolean) =>
          doc.content.content
            .filter(({ type: { name } }) => (name === 'teacherBlock') === isTeachers)
            .map(({ textContent }) => textContent)
            .join('')
            .replaceAll('X', '');
        expect(kept(after.doc, false)).not.toContain('T');
        expect(kept(after.doc, true)).not.toContain('S');
        const left =
          selected.doc.textBetween(0, selection.from) + selected.doc.textBetween(selection.to, size);
        expect([...after.doc.textContent.replaceAll('X', '')].sort()).toEqual([...left].sort());
      },
    ),
    { verbose: 1, numRuns: 1000 },
  );
});

test('whatever is dragged or pasted, what was not taken along is read by whom it was read by, and is there', () => {
  const kind = fc.constantFrom('p', 'note', 'correction', 'columns', 'list', 'heading', 'table');
  const kinds = fc.array(kind, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(kinds, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (blocks, a, b, c, d) => {
      const { state, from, to } = withBold(open(...blocks.map(made)), a, b);
      const { size } = state.doc.content;
      const copied = state.doc.slice(from, to, true);
      const dragged = run(state, (now, dispatch) => {
        const target = c % (size + 1);
        const { tr } = now;
        if (target > from && target < to) return false;
        tr.delete(from, to);
        const at = tr.mapping.map(target);
        dispatch?.(tr.replaceRange(at, at, copied));
        return true;
      });
      expect(wordsOf(dragged.doc)).toEqual(wordsOf(state.doc));
      const [first = 0, last = 0] = [c, d].map((at) => at % (size + 1)).sort((x, y) => x - y);
      if (last > from && first < to) return;
      const pasted = run(state, (now, dispatch) => {
        const selection = TextSelection.between(now.doc.resolve(first), now.doc.resolve(last));
        dispatch?.(now.tr.setSelection(selection).replaceSelection(copied));
        return true;
      });
      for (const audience of ['students', 'teacher'] as const)
        expect(wordsOf(pasted.doc)[audience].plain).not.toContain(audience === 'teacher' ? 'S' : 'T');
    }),
    { verbose: 1, numRuns: 1000 },
  );
});

/** A text of which what is taken along is bold: so that it is known wherever it goes. */
function withBold(state: EditorState, a: number, b: number) {
  const { size } = state.doc.content;
  const [one = 0, other = 0] = [a, b].map((at) => at % (size + 1)).sort((x, y) => x - y);
  const { from, to } = TextSelection.between(state.doc.resolve(one), state.doc.resolve(other));
  const bold = schema.marks.bold?.create();
  return { state: bold === undefined ? state : state.apply(state.tr.addMark(from, to, bold)), from, to };
}

/** The letters that students read and that are the teacher's, and all those that were taken along. */
function wordsOf(doc: Node) {
  const words = { students: { plain: '' }, teacher: { plain: '' }, bold: '' };
  doc.forEach((top) => {
    const audience = words[top.type.name === 'teacherBlock' ? 'teacher' : 'students'];
    top.descendants((node) => {
      if (node.marks.length > 0) words.bold += node.text ?? '';
      else audience.plain += node.text ?? '';
    });
  });
  return { ...words, bold: [...words.bold].sort().join('') };
}

/** A block in which each letter says whose it is. */
function made(kind: string): object {
  const [s, t] = [paragraph('SSSS'), paragraph('TTTT')];
  const cell = (content: object) => block('tableCell', content);
  switch (kind) {
    case 'note':
      return note(t, block('bulletList', block('listItem', t)), t);
    case 'correction':
      return correction(block('callout', t), t);
    case 'columns':
      return columns('SSSS', 'SSSS');
    case 'list':
      return block(
        'bulletList',
        block('listItem', s),
        block('listItem', s, block('bulletList', block('listItem', s))),
      );
    case 'heading':
      return { ...block('heading', { type: 'text', text: 'SSSS' }), attrs: { level: 2 } };
    case 'table':
      return block('table', block('tableRow', cell(s), cell(s)), block('tableRow', cell(s), cell(s)));
    default:
      return s;
  }
}
