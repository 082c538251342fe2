import { DOMSerializer, type Node } from '@tiptap/pm/model';
import { useLayoutEffect, useRef } from 'react';
import { TEACHER_BLOCK } from '../../../../preload/contract/index.ts';
import { type TeacherAttrs, teacherAttrs } from '../teacher-block.ts';
import type { Range } from './compare-texts.ts';
import { markWords } from './mark-words.ts';

interface Props {
  /** Of the schema that `comparedSchema` gives. */
  readonly node: Node;
  readonly removed?: readonly Range[];
  readonly added?: readonly Range[];
  /** What a note or a correction is, in words. */
  readonly wordsFor: (attrs: TeacherAttrs) => string;
}

const NONE: readonly Range[] = [];

/** A block of a text as the editor draws it, with `<del>` and `<ins>` around the words that are gone or new. */
export function ComparedNode({ node, removed = NONE, added = NONE, wordsFor }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const marked = markWords(node, { gone: removed, fresh: added });
    const drawn = DOMSerializer.fromSchema(node.type.schema).serializeNode(marked) as HTMLElement;
    if (node.type.name === TEACHER_BLOCK) drawn.dataset.words = wordsFor(teacherAttrs(node));
    place.current?.replaceChildren(drawn);
  }, [node, removed, added, wordsFor]);
  return <div ref={place} className="rich-text-body compared-node" />;
}
