import { getSchema } from '@tiptap/core';
import { DOMParser } from '@tiptap/pm/model';
import { AllSelection, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { copiedText, createCopiedText } from './copied-text.ts';
import { createExtensions } from './extensions.ts';
import { COPIED_LABEL, type TeacherAttrs } from './teacher-block.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const kept = (label: string, ...texts: string[]) => ({
  type: 'teacherBlock',
  attrs: { kind: 'note', label },
  content: texts.map(paragraph),
});
const doc = schema.nodeFromJSON({
  type: 'doc',
  content: [
    paragraph('Sujet'),
    kept('Note pour moi', 'diapason', 'clé'),
    kept('Corrigé', '440'),
    paragraph('Fin'),
  ],
});
const labelled = ({ label }: TeacherAttrs, text: string) => `[${label} : ${text}]`;

test('what is copied as plain text says which of it is for the teacher', () => {
  expect(copiedText(doc, new AllSelection(doc), labelled)).toBe(
    'Sujet\n\n[Note pour moi : diapason\n\nclé]\n\n[Corrigé : 440]\n\nFin',
  );
});

test('so does a part of a note with something beside it, but not some words of one note', () => {
  const [, note] = [doc.child(0), doc.child(1)];
  const inside = doc.child(0).nodeSize;
  const partly = TextSelection.create(doc, 3, inside + 6);
  expect(copiedText(doc, partly, labelled)).toBe('jet\n\n[Note pour moi : diap]');
  const words = TextSelection.create(doc, inside + 2, inside + note.nodeSize - 2);
  expect(copiedText(doc, words, labelled)).toBe('diapason\n\nclé');
});

test('other programs are given words round a note with its form, which are dropped when it is pasted here', () => {
  const label = (words: string) => ['p', { [COPIED_LABEL]: '' }, words];
  const { addProseMirrorPlugins } = createCopiedText(labelled).config;
  const [plugin] = addProseMirrorPlugins?.call({ editor: { schema } } as never) ?? [];
  expect(plugin?.props.clipboardSerializer?.nodes.teacherBlock?.(doc.child(2))).toEqual([
    'section',
    { class: 'rich-text-teacher', 'data-teacher-block': 'note', 'data-label': 'Corrigé' },
    label('[Corrigé :'),
    ['div', 0],
    label(']'),
  ]);
  const { rules } = DOMParser.fromSchema(schema);
  const [dropped, paragraphs] = [`[${COPIED_LABEL}]`, 'p'].map((tag) =>
    rules.findIndex((rule) => 'tag' in rule && rule.tag === tag),
  );
  expect(rules[dropped ?? -1]).toMatchObject({ ignore: true });
  expect(dropped).toBeLessThan(paragraphs ?? -1);
});
