import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { LessonBlock, LessonDetail } from '../../../preload/contract/index.ts';
import { contract, LESSON_MOST_BLOCKS } from '../../../preload/contract/index.ts';
import { engineLink } from '../../app/engine.ts';
import { LessonSession } from './lesson-session.ts';

beforeAll(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
});
afterAll(() => {
  vi.unstubAllGlobals();
});
const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

const block = (id: string, text: string): LessonBlock => ({ id, content: { type: 'paragraph', text } });
const textOf = (blocks: readonly LessonBlock[]) => blocks.map(({ content }) => content.text);

const lesson: LessonDetail = {
  id: 'lesson-1',
  classGroupId: '2de4',
  classGroupName: '2de 4',
  title: 'Les fractions',
  startsAt: 1,
  isPublished: false,
  publishAt: null,
  resourceCount: 0,
  hasHomework: false,
  sync: 'synced',
  blocks: [block('a', 'un'), block('b', 'deux')],
  resources: [],
  homework: [],
  updatedAt: 1,
};

type Save = Parameters<
  Parameters<ReturnType<typeof implement<typeof contract>>['lessons']['save']['handler']>[0]
>[0]['input'];

/** An engine that hears saves and answers when the test says so. */
function startEngine() {
  const asked: Save[] = [];
  let answer: (detail: LessonDetail) => void = () => undefined;
  const os = implement(contract);
  const save = os.lessons.save.handler(({ input }) => {
    asked.push(input);
    return new Promise<LessonDetail>((resolve) => {
      answer = resolve;
    });
  });
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  new RPCHandler({ lessons: { save } }).upgrade(port1);
  port1.start();
  engineLink.connect(port2);
  return {
    asked,
    /** Answers the save that it is asked for next, or has been. */
    async answer(detail: Partial<LessonDetail>, count: number) {
      await vi.waitFor(() => expect(asked.length).toBe(count));
      answer({ ...lesson, ...detail });
    },
  };
}

/** An open lesson, and what its editor does. */
function openSession() {
  const session = new LessonSession({ ...lesson }, lesson);
  let written: readonly LessonBlock[] = session.open();
  session.blocks.subscribe(() => {
    written = session.blocks.get();
  });
  return {
    session,
    type(id: string, text: string) {
      written = written.map((one) => (one.id === id ? { ...one, content: block(id, text).content } : one));
      const now = written;
      session.changeText(() => now);
    },
    written: () => textOf(written),
  };
}

test('a block that came while another one is typed in is shown at once, and saved as nobody’s change here', async () => {
  const engine = startEngine();
  const { session, type, written } = openSession();
  type('a', 'un, ici');
  const news = { ...lesson, title: 'Fractions', blocks: [block('a', 'un'), block('b', 'deux, ailleurs')] };
  session.refresh(news);
  expect(written()).toEqual(['un, ici', 'deux, ailleurs']);
  expect(session.fields.get().title).toBe('Fractions');
  const flushed = session.flush();
  await engine.answer({ ...news, blocks: [block('a', 'un, ici'), block('b', 'deux, ailleurs')] }, 1);
  await flushed;
  expect(engine.asked[0]).toMatchObject({
    title: 'Fractions',
    blocks: [block('a', 'un, ici'), block('b', 'deux, ailleurs')],
    before: { title: 'Fractions', blocks: news.blocks },
  });
  expect(session.hasUnsaved()).toBe(false);
});

test('a second version that a save has made is what is typed on in, and is there once', async () => {
  const engine = startEngine();
  const { session, type, written } = openSession();
  type('a', 'un, ici');
  const flushed = session.flush();
  await vi.waitFor(() => expect(engine.asked.length).toBe(1));
  type('a', 'un, ici et là');
  const second = { ...block('v', 'un, ici'), variant: { of: 'a', device: 'Salle 12' } };
  const merged = [block('a', 'un, ailleurs'), second, block('b', 'deux')];
  await engine.answer({ blocks: merged }, 1);
  await vi.waitFor(() => expect(written()).toEqual(['un, ailleurs', 'un, ici et là', 'deux']));
  const typedOn = [merged[0], { ...second, ...block('v', 'un, ici et là') }, merged[2]] as LessonBlock[];
  const left = session.flush();
  await engine.answer({ blocks: typedOn }, 2);
  await Promise.all([flushed, left]);
  expect(engine.asked[1]).toMatchObject({ blocks: typedOn, before: { blocks: merged } });
  expect(written()).toEqual(['un, ailleurs', 'un, ici et là', 'deux']);
});

test('a save whose engine died is sent again as it was; what was typed since is a change of it, and news waits for that', async () => {
  const first = startEngine();
  const { session, type, written } = openSession();
  type('a', 'un, ici');
  void session.flush();
  await vi.waitFor(() => expect(first.asked.length).toBe(1));
  const second = startEngine();
  await vi.waitFor(() => expect(session.autosave.state.get().status).toBe('retrying'));
  type('a', 'un, ici et là');
  const version = { ...block('v', 'un, ici'), variant: { of: 'a', device: 'Salle 12' } };
  const merged = [block('a', 'un, ailleurs'), version, block('b', 'deux')];
  session.refresh({ ...lesson, blocks: merged });
  expect(written()).toEqual(['un, ici et là', 'deux']);
  const flushed = session.flush();
  await second.answer({ blocks: merged }, 1);
  expect(second.asked[0]).toEqual(first.asked[0]);
  await vi.waitFor(() => expect(second.asked.length).toBe(2));
  expect(second.asked[1]).toMatchObject({ before: { blocks: merged } });
  expect(textOf(second.asked[1]?.blocks ?? [])).toEqual(['un, ailleurs', 'un, ici et là', 'deux']);
  await second.answer({ blocks: second.asked[1]?.blocks ?? [] }, 2);
  await flushed;
  expect(session.hasUnsaved()).toBe(false);
});

test('nothing is saved for what comes alone, and what was typed before it is no change any more', async () => {
  const engine = startEngine();
  const { session, type, written } = openSession();
  session.refresh({ ...lesson, blocks: [block('a', 'un, ailleurs'), block('b', 'deux')] });
  await session.flush();
  expect(engine.asked).toEqual([]);
  type('b', 'deux, ici');
  expect(written()).toEqual(['un, ailleurs', 'deux, ici']);
  const flushed = session.flush();
  await engine.answer({ blocks: [block('a', 'un, ailleurs'), block('b', 'deux, ici')] }, 1);
  await flushed;
  expect(engine.asked[0]?.before?.blocks).toEqual([block('a', 'un, ailleurs'), block('b', 'deux')]);
});

test('a publication that was chosen here is not undone by what comes before it is saved', async () => {
  const engine = startEngine();
  const { session } = openSession();
  session.set({ isPublished: true }, 'Publiée');
  await vi.waitFor(() => expect(engine.asked.length).toBe(1));
  session.refresh({ ...lesson, title: 'Fractions' });
  expect(session.fields.get().isPublished).toBe(true);
  await engine.answer({ isPublished: true, title: 'Fractions' }, 1);
  await session.flush();
  expect(session.fields.get()).toMatchObject({ isPublished: true, title: 'Fractions' });
});

test('a very long text is saved; one that is too long says so, stays in the window, and is saved once it is shorter', async () => {
  const engine = startEngine();
  const { session } = openSession();
  const long = Array.from({ length: LESSON_MOST_BLOCKS }, (_, index) => block(`${index}`, 'ligne'));
  session.changeText(() => [...long, block('more', 'de trop')]);
  await session.flush();
  const { status, error } = session.autosave.state.get();
  expect([status, error?.code, error?.params]).toEqual([
    'failed',
    'lessons/too-many-blocks',
    { mostBlocks: LESSON_MOST_BLOCKS, excessBlocks: 1 },
  ]);
  expect(session.hasUnsaved()).toBe(true);
  expect(session.open()).toHaveLength(LESSON_MOST_BLOCKS + 1);
  session.changeText(() => long);
  const flushed = session.flush();
  await engine.answer({ blocks: long }, 1);
  await flushed;
  expect(session.hasUnsaved()).toBe(false);
});
