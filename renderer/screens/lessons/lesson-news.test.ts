import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { takeInFields, takeInText } from './lesson-news.ts';

const block = (id: string, text: string): LessonBlock => ({ id, content: { type: 'paragraph', text } });
const textOf = (blocks: readonly LessonBlock[]) => blocks.map(({ id, content }) => `${id} ${content.text}`);

const shown = [block('a', 'un'), block('b', 'deux'), block('c', 'trois')];

test('where nothing is typed the text becomes as the engine has it', () => {
  const news = [block('c', 'trois'), block('n', 'neuf'), block('a', 'un bis')];
  expect(takeInText({ shown, typed: shown, news })).toEqual({ text: news, before: news });
});

test('news is shown around a block that is being typed in, and the next save is a change of it', () => {
  const typed = [block('a', 'un'), block('b', 'deux, ici'), block('t', 'tapé'), block('c', 'trois')];
  const news = [block('n', 'neuf'), block('a', 'un bis'), block('b', 'deux')];
  const { text, before } = takeInText({ shown, typed, news });
  expect(textOf(text)).toEqual(['n neuf', 'a un bis', 'b deux, ici', 't tapé']);
  expect(before).toEqual(news);
});

test('a block that both have changed is left alone, and is still a change of what it was typed over', () => {
  const typed = [block('a', 'un, ici'), block('b', 'deux')];
  const { text, before } = takeInText({
    shown: shown.slice(0, 2),
    typed,
    news: [block('a', 'un, ailleurs'), block('b', 'deux')],
  });
  expect(text).toEqual(typed);
  expect(before).toEqual(shown.slice(0, 2));
});

test('what is typed on, once the engine has kept both versions, goes on in the second one', () => {
  const sent = [block('a', 'un, ici'), block('b', 'deux')];
  const typed = [block('a', 'un, ici et là'), block('b', 'deux')];
  const second = { ...block('v', 'un, ici'), variant: { of: 'a', device: 'Salle 12' } };
  const news = [block('a', 'un, ailleurs'), second, block('b', 'deux')];
  const { text, before } = takeInText({ shown: sent, typed, news });
  expect(textOf(text)).toEqual(['a un, ailleurs', 'v un, ici et là', 'b deux']);
  expect(text[1]?.variant).toEqual(second.variant);
  expect(before).toEqual(news);
});

test('a block that was taken away here does not come back, and one that was taken away there goes', () => {
  const { text, before } = takeInText({ shown, typed: shown.slice(1), news: shown.slice(0, 2) });
  expect(textOf(text)).toEqual(['b deux']);
  expect(before).toEqual(shown.slice(0, 2));
});

test('blocks that were moved here stay where they were put', () => {
  const typed = [shown[2], shown[0], shown[1]] as LessonBlock[];
  const news = [...shown, block('n', 'neuf')];
  expect(textOf(takeInText({ shown, typed, news }).text)).toEqual(['c trois', 'n neuf', 'a un', 'b deux']);
});

/** Any text, and what may be made of it: blocks changed, removed, added and moved. `mark` keeps two sides apart. */
const edit = fc.record({
  fates: fc.array(fc.constantFrom('keep', 'keep', 'change', 'remove'), { minLength: 5, maxLength: 5 }),
  added: fc.array(fc.nat(5), { maxLength: 2 }),
  moved: fc.option(fc.tuple(fc.nat(5), fc.nat(5)), { nil: null }),
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;
const start = fc
  .integer({ min: 0, max: 5 })
  .map((n) => Array.from({ length: n }, (_, at) => block(`b${at}`, 'x')));

function edited(from: readonly LessonBlock[], { fates, added, moved }: Edit, mark: string): LessonBlock[] {
  const to = from.flatMap((one, at) => {
    if (fates[at] === 'remove') return [];
    return [fates[at] === 'change' ? block(one.id, mark) : one];
  });
  for (const [index, at] of added.entries()) to.splice(at, 0, block(`${mark}${index}`, mark));
  if (moved !== null && to.length > 0) {
    const [taken] = to.splice(moved[0] % to.length, 1);
    if (taken !== undefined) to.splice(moved[1] % (to.length + 1), 0, taken);
  }
  return to;
}

test('whatever comes, nothing that is typed is touched, nothing is there twice, and taking it in again changes nothing', () => {
  fc.assert(
    fc.property(start, edit, edit, (from, my, their) => {
      const [typed, news] = [edited(from, my, 'm'), edited(from, their, 't')];
      const { text, before } = takeInText({ shown: from, typed, news });
      const written = typed.filter(({ content }) => content.text === 'm');
      expect(text).toEqual(expect.arrayContaining(written));
      for (const one of news.filter(({ content }) => content.text === 't')) {
        // Shown, or left to the engine: the next save is then a change of what it was before.
        const isShown = text.some(({ id, content }) => id === one.id && content.text === 't');
        const isLeft = before.some(({ id, content }) => id === one.id && content.text === 'x');
        expect(isShown || isLeft).toBe(true);
      }
      expect(new Set(text.map(({ id }) => id)).size).toBe(text.length);
      expect(new Set(before.map(({ id }) => id)).size).toBe(before.length);
      expect(takeInText({ shown: before, typed: text, news })).toEqual({ text, before });
    }),
    { numRuns: 2000 },
  );
});

const fields = { classGroupId: '2de4', title: 'La', startsAt: 1 };

test('a title that is saved between two words keeps its space, and gives way to another one', () => {
  const typed = { ...fields, title: 'La ' };
  expect(takeInFields({ shown: typed, typed, news: fields }).title).toBe('La ');
  expect(takeInFields({ shown: typed, typed, news: { ...fields, title: 'Optique' } }).title).toBe('Optique');
  const typedOn = { ...fields, title: 'La réf' };
  expect(takeInFields({ shown: typed, typed: typedOn, news: { ...fields, title: 'Optique' } }).title).toBe(
    'La réf',
  );
});

test('a class and a date that were chosen here stay; the others follow', () => {
  const news = { classGroupId: '2de5', title: 'La', startsAt: 2 };
  expect(takeInFields({ shown: fields, typed: fields, news })).toEqual(news);
  const typed = { ...fields, startsAt: 3 };
  expect(takeInFields({ shown: fields, typed, news })).toEqual({ ...news, startsAt: 3 });
});
