import { expect, test } from 'vitest';
import { outgoing } from './outgoing.ts';
import type { RichNode } from './rich-text.ts';
import { writeDocx } from './write-docx.ts';
import { writeHtml } from './write-html.ts';
import { writeMarkdown } from './write-markdown.ts';

const formula = (mathml: string): RichNode => ({ type: 'formula', attrs: { mathml } });
const link = (href: string): RichNode => ({
  type: 'text',
  text: 'lien',
  marks: [{ type: 'link', attrs: { href } }],
});
const line = (...content: RichNode[]): RichNode => ({ type: 'paragraph', content });

const HOSTILE = [
  line(formula('<math><mi>x</mi></math><script src="https://example.org/x.js"></script>')),
  line(
    formula('<math onclick="steal()"><mi href="javascript:steal()">y</mi><iframe src="x"></iframe></math>'),
  ),
  line(link('javascript:alert(1)'), link('https://example.org/page')),
  { type: 'heading', attrs: { level: '1 onload=steal()' }, content: [{ type: 'text', text: 'Titre' }] },
];

test('what a colleague’s file put into formulas, links and headings runs in no page and no text that is made of it', () => {
  const markdown = writeMarkdown({ title: 'Leçon', nodes: HOSTILE });
  for (const written of [writeHtml('Leçon', HOSTILE, () => null), markdown]) {
    expect(written).not.toMatch(/script|onclick|onload|iframe/);
    expect(written).toContain('<mi>x</mi>');
    expect(written).toContain('<mi>y</mi>');
    expect(written).toContain('https://example.org/page');
  }
});

test('a formula that cannot be read is three dots, and the rest of the text is written', () => {
  for (const broken of ['<math><mi>x</math>', 'x < y', '<p>x</p>', '']) {
    const nodes = [
      line({ type: 'text', text: 'avant ' }, formula(broken)),
      line({ type: 'text', text: 'après' }),
    ];
    expect(outgoing(nodes)[0]).toEqual(line({ type: 'text', text: 'avant ' }, { type: 'text', text: '…' }));
    expect(writeDocx({ title: 't', nodes, pictures: new Map() }).length).toBeGreaterThan(0);
  }
});

test('what a lesson may say goes out as it is', () => {
  const nodes: RichNode[] = [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Titre' }] },
    line(formula('<math><msup><mi>x</mi><mn>2</mn></msup></math>'), link('mailto:prof@example.org')),
    { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [line()] }] }] },
  ];
  expect(outgoing(nodes)).toEqual(nodes);
});
