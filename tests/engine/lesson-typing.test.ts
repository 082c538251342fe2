import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BlockBody } from '../../main/engine/lessons/bodies.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { contract, type LessonBlock } from '../../preload/contract/index.ts';
import { engineLink } from '../../renderer/app/engine.ts';
import { LessonSession } from '../../renderer/screens/lessons/lesson-session.ts';
import { type DomainWorkspace, openDomainWorkspace } from './domain-workspace.ts';

/** A teacher types in an open lesson while a colleague changes it and engines die: the editor's own session, on real handlers. */

beforeAll(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

/** What becomes of a save: it is made and answered, made and the engine dies before it says so, or the engine dies before. */
type Outcome = 'answered' | 'lost' | 'not made';
type Side = 'here' | 'there';
type Change = { readonly kind: 'write' | 'add' | 'remove'; readonly at: number };
type Step =
  | { readonly do: 'save'; readonly outcome: Outcome; readonly typedMeanwhile: Change | null }
  | { readonly do: 'change'; readonly side: Side; readonly change: Change }
  | { readonly do: 'show' };

const STARTS_AT = Date.UTC(2026, 10, 24, 9);
const block = (id: string, text: string): LessonBlock => ({
  id,
  content: { type: 'paragraph', content: [{ type: 'text', text }] },
});
const textOf = ({ content }: BlockBody) => (content.content as { text: string }[])[0]?.text ?? '';

let count = 0;

/** A text with a word more in a block, a block more or one less. Each word is written once in a test. */
function changed(blocks: readonly LessonBlock[], { kind, at }: Change, side: Side): LessonBlock[] {
  count += 1;
  const word = `${side}-${count}`;
  const index = blocks.length === 0 ? 0 : at % blocks.length;
  const one = blocks[index];
  if (one === undefined || kind === 'add') return blocks.toSpliced(index, 0, block(`block-${count}`, word));
  if (kind === 'remove') return blocks.toSpliced(index, 1);
  return blocks.with(index, { ...one, content: block('', `${textOf(one)} ${word}`).content });
}

async function openLesson(workspace: DomainWorkspace) {
  const { context } = workspace;
  const blocks = ['a', 'b', 'c'].map((name) => block(`${name}-${++count}`, `${name}${count}`));
  const saved = lessonsHandlers.save(context, {
    classGroupId: 'class-1',
    title: 'Ombres',
    startsAt: STARTS_AT,
    blocks,
  });
  workspace.push();
  const session = new LessonSession(saved, saved);
  let written = session.open();
  session.blocks.subscribe(() => {
    written = session.blocks.get();
  });
  const change = (side: Side, change: Change) => {
    if (side === 'here') {
      const now = changed(written, change, side);
      written = now;
      session.changeText(() => now);
      return;
    }
    workspace.push();
    const { title, blocks: stored } = lessonsHandlers.get(context, { lessonId: saved.id });
    const body = { class_group_id: 'class-1', title, starts_at: STARTS_AT, is_published: false };
    workspace.receive(
      'lesson',
      saved.id,
      { ...body, blocks: changed(stored, change, side) },
      { by: 'Paul Durand' },
    );
  };
  const next: { outcome: Outcome; typed: Change | null } = { outcome: 'answered', typed: null };
  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    const os = implement(contract);
    const save = os.lessons.save.handler(async ({ input }) => {
      const { outcome, typed } = next;
      [next.outcome, next.typed] = ['answered', null];
      const answer = outcome === 'not made' ? null : lessonsHandlers.save(context, input);
      if (typed !== null) change('here', typed);
      if (outcome === 'answered' && answer !== null) return answer;
      connect();
      return new Promise(() => undefined);
    });
    new RPCHandler({ lessons: { save } }).upgrade(port1);
    port1.start();
    engineLink.connect(port2);
  };
  connect();
  return {
    change,
    show: () => session.refresh(lessonsHandlers.get(context, { lessonId: saved.id })),
    async save(outcome: Outcome, typed: Change | null) {
      if (session.hasUnsaved()) [next.outcome, next.typed] = [outcome, typed];
      await session.flush();
    },
    hasUnsaved: () => session.hasUnsaved(),
    written: () => written.map(textOf),
    stored: () => lessonsHandlers.get(context, { lessonId: saved.id }).blocks.map(textOf),
    release: () => session.release(),
  };
}

const change = (kinds: Change['kind'][]): fc.Arbitrary<Change> =>
  fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(6) });
const stepsOf = (kinds: Change['kind'][]): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant('save' as const),
        outcome: fc.constantFrom<Outcome>('answered', 'answered', 'lost', 'not made'),
        typedMeanwhile: fc.option(change(kinds), { nil: null }),
      }),
      fc.record({
        do: fc.constant('change' as const),
        side: fc.constantFrom<Side>('here', 'there'),
        change: change(kinds),
      }),
      fc.constant<Step>({ do: 'show' }),
    ),
    { maxLength: 14 },
  );

async function play(workspace: DomainWorkspace, steps: readonly Step[]) {
  const lesson = await openLesson(workspace);
  const from = count;
  for (const step of steps) {
    if (step.do === 'save') await lesson.save(step.outcome, step.typedMeanwhile);
    else if (step.do === 'change') lesson.change(step.side, step.change);
    else lesson.show();
  }
  while (lesson.hasUnsaved()) await lesson.save('answered', null);
  lesson.show();
  lesson.release();
  const words = Array.from({ length: count - from }, (_, index) => from + index + 1);
  return { words, written: lesson.written(), stored: lesson.stored() };
}

test('nothing that either writes is lost, and nothing is there twice', async () => {
  const workspace = await openDomainWorkspace();
  workspace.receive('class_group', 'class-1', { name: '2de 3', subject_id: 'subject-1' });
  await fc.assert(
    fc.asyncProperty(stepsOf(['write', 'write', 'add']), async (steps) => {
      const { words, written, stored } = await play(workspace, steps);
      expect(written).toEqual(stored);
      const said = stored.join(' ').split(' ');
      for (const word of words) expect(said.some((one) => one.endsWith(`-${word}`))).toBe(true);
      // A version that was gone on with is nowhere without what was written on in it.
      for (const [index, text] of stored.entries())
        expect(stored.some((other, place) => place !== index && `${other} `.startsWith(`${text} `))).toBe(
          false,
        );
    }),
    { numRuns: 200 },
  );
});

test('with blocks that are taken away too, the editor shows what is stored', async () => {
  const workspace = await openDomainWorkspace();
  workspace.receive('class_group', 'class-1', { name: '2de 3', subject_id: 'subject-1' });
  await fc.assert(
    fc.asyncProperty(stepsOf(['write', 'add', 'remove']), async (steps) => {
      const { written, stored } = await play(workspace, steps);
      expect(written).toEqual(stored);
    }),
    { numRuns: 200 },
  );
});
