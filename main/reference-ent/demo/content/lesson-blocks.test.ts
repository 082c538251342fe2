import { expect, test } from 'vitest';
import { Chance } from '../chance.ts';
import { CLASS_PLANS } from '../class-plans.ts';
import { toLessonBlocks } from './lesson-blocks.ts';

test('lines become the blocks that a teacher would have typed', () => {
  const text = '## Titre\n- un\n- **deux**\n1. premier\n2. second\n> À retenir\nFin.';
  expect(toLessonBlocks(text, new Chance('blocks'), 0).map(({ content }) => content)).toEqual([
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Titre' }] },
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'un' }] }] },
        {
          type: 'listItem',
          content: [
            { type: 'paragraph', content: [{ type: 'text', marks: [{ type: 'bold' }], text: 'deux' }] },
          ],
        },
      ],
    },
    {
      type: 'orderedList',
      attrs: { start: 1 },
      content: ['premier', 'second'].map((words) => ({
        type: 'listItem',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
      })),
    },
    { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'À retenir' }] }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Fin.' }] },
  ]);
});

test('no mark of our own spelling is left in any lesson', () => {
  const lessons = CLASS_PLANS.flatMap(({ lessons: all }) => all);
  expect(lessons.length).toBeGreaterThan(30);
  for (const lesson of lessons) {
    const text = JSON.stringify(toLessonBlocks(lesson.text, new Chance(lesson.title), 0));
    expect(text).not.toMatch(/\*|"#|"> |"- /);
  }
});
