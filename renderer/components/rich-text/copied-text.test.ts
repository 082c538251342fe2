import { getSchema } from '@tiptap/core';
import { AllSelection, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { copiedText } from './copied-text.ts';
import { createExtensions } from './extensions.ts';
import type { TeacherAttrs } from './teacher-block.ts';

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
