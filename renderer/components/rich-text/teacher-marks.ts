import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { TEACHER_BLOCK } from '../../../preload/contract/index.ts';
import { type TeacherAttrs, teacherAttrs } from './teacher-block.ts';

/** Says above each block for the teacher what it is, and when students will read it. */
export function createTeacherMarks(wordsFor: (attrs: TeacherAttrs) => string) {
  return Extension.create({
    name: 'teacherMarks',
    addProseMirrorPlugins() {
      return [new Plugin({ props: { decorations: ({ doc }) => marksIn(doc, wordsFor) } })];
    },
  });
}

function marksIn(doc: Node, wordsFor: (attrs: TeacherAttrs) => string): DecorationSet | null {
  const marks: Decoration[] = [];
  doc.forEach((node, at) => {
    if (node.type.name !== TEACHER_BLOCK) return;
    const words = wordsFor(teacherAttrs(node));
    const attributes = { 'data-words': words, role: 'group', 'aria-label': words };
    marks.push(Decoration.node(at, at + node.nodeSize, attributes));
  });
  return marks.length === 0 ? null : DecorationSet.create(doc, marks);
}
