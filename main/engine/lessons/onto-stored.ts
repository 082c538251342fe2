import type { HandIn } from '../../../preload/contract/domain.ts';
import type { DomainContext } from '../context.ts';
import { mergeFields } from '../store/merge/fields.ts';
import type { BlockBody, LessonBody } from './bodies.ts';
import { mergeBlocksOf } from './merge/blocks.ts';
import { mergeHomeworkText } from './merge/homework-text.ts';
import { withCorrectionsOpen } from './openings.ts';
import { mergeBlocks } from './rules.ts';

/** What an editor shows of a lesson, but for its publication. */
export interface EditedText {
  readonly classGroupId: string;
  readonly title: string;
  readonly startsAt: number;
  readonly blocks: readonly BlockBody[];
}

/**
 * What was changed in an editor since it showed `before`, made to the lesson as it is stored: an exchange may have brought another
 * text meanwhile. Where both say something else of one field, the teacher's last word counts; a block that both changed is
 * kept twice.
 */
export function ontoStored<Edited extends EditedText>(
  context: DomainContext,
  { id, before, edited, stored }: { id: string; before: EditedText; edited: Edited; stored: LessonBody },
): Edited {
  const fields = mergeFields(fieldsOf(before), fieldsOf(edited), {
    classGroupId: stored.class_group_id,
    title: stored.title,
    startsAt: stored.starts_at,
  });
  const blocks = mergeBlocksOf({
    base: withCorrectionsOpen(context, id, mergeBlocks(stored.blocks, before.blocks)),
    mine: mergeBlocks(stored.blocks, edited.blocks),
    theirs: stored.blocks,
    deviceName: context.deviceName,
    newId: () => context.random.id(),
  });
  return { ...edited, ...fields.body, blocks };
}

function fieldsOf({ classGroupId, title, startsAt }: EditedText) {
  return { classGroupId, title: title.trim(), startsAt };
}

/** What a teacher writes of a piece of homework. */
export interface WrittenHomework {
  readonly text: string;
  readonly dueAt: number;
  readonly expectedMinutes: number | null;
  readonly handIn: HandIn | null;
}

/**
 * The same of a piece of homework. Lines of its text that both have changed are kept side by side, for as long as there is room:
 * then the teacher's last word counts.
 */
export function homeworkOntoStored({
  before,
  edited,
  stored,
}: Record<'before' | 'edited' | 'stored', WrittenHomework>): WrittenHomework {
  const text = mergeHomeworkText({ base: before.text.trim(), mine: edited.text, theirs: stored.text });
  const last = <Name extends keyof WrittenHomework>(name: Name): WrittenHomework[Name] =>
    edited[name] === before[name] ? stored[name] : edited[name];
  return {
    text: text ?? edited.text,
    dueAt: last('dueAt'),
    expectedMinutes: last('expectedMinutes'),
    handIn: last('handIn'),
  };
}
