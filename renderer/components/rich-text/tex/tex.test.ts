import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MathTree } from '../../../../preload/contract/tex/math-tree.ts';
import { writeTex } from '../../../../preload/contract/tex/write-tex.ts';
import { writeMath } from '../formula.ts';
import { readTex } from './read-tex.ts';

const mathml = (tex: string) => {
  const { tree } = readTex(tex);
  return tree === null ? null : writeMath(tree).replace(/^<math>|<\/math>$/g, '');
};
const faultOf = (tex: string) => readTex(tex).fault;

test('fractions, roots, powers and indices are read', () => {
  expect(mathml('\\frac{a}{2}')).toBe('<mfrac><mi>a</mi><mn>2</mn></mfrac>');
  expect(mathml('\\sqrt{x+1}')).toBe('<msqrt><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></msqrt>');
  expect(mathml('\\sqrt[3]{8}')).toBe('<mroot><mn>8</mn><mn>3</mn></mroot>');
  expect(mathml('x_1^2')).toBe('<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>');
  expect(mathml("f'(x)")).toBe('<msup><mi>f</mi><mo>′</mo></msup><mo>(</mo><mi>x</mi><mo>)</mo>');
});

test('sums and limits have their bounds below and above, integrals beside', () => {
  expect(mathml('\\sum_{k=1}^n k')).toContain('<munderover><mo>∑</mo>');
  expect(mathml('\\lim_{x\\to 0} x')).toContain('<munder><mi>lim</mi>');
  expect(mathml('\\int_0^1 f')).toContain('<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>');
});

test('vectors, brackets, matrices and systems are read', () => {
  expect(mathml('\\vec{u}')).toBe('<mover><mi>u</mi><mo>→</mo></mover>');
  expect(mathml('\\left(\\frac{1}{2}\\right)')).toBe(
    '<mrow><mo>(</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>)</mo></mrow>',
  );
  expect(mathml('\\begin{cases}1 & 2 \\\\ 3\\end{cases}')).toBe(
    '<mrow><mo>{</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable></mrow>',
  );
});

test('a number has its decimal comma, and two in brackets are two', () => {
  expect(mathml('3,14')).toBe('<mn>3,14</mn>');
  expect(mathml('(1, 2)')).toBe('<mo>(</mo><mn>1</mn><mo>,</mo><mn>2</mn><mo>)</mo>');
});

test.each([
  ['', 'empty', ''],
  ['\\fraction{1}{2}', 'unknown', '\\fraction'],
  ['\\frac{1}', 'incomplete', ''],
  ['{x', 'unclosed', '{'],
  ['x}', 'unopened', '}'],
  ['x^2^3', 'scripts', '^'],
  ['\\left( x', 'unclosed', '\\left'],
  ['\\begin{pmatrix} 1 & 2', 'unclosed', '\\begin'],
  ['\\begin{tabular} 1 \\end{tabular}', 'unknown', '\\begin{tabular}'],
  ['a & b', 'unopened', '&'],
])('what is wrong in « %s » is told', (tex, kind, text) => {
  expect(faultOf(tex)).toMatchObject({ kind, text });
});

test('depths without an end are refused, and hold nothing up', () => {
  expect(faultOf('{'.repeat(1900))).toMatchObject({ kind: 'deep' });
  expect(readTex('x'.repeat(100_000)).tree).toHaveLength(2001);
});

test('no text whatever makes the reading fail', () => {
  const piece = fc.constantFrom(
    '\\frac',
    '{',
    '}',
    '^',
    '_',
    '\\left',
    '\\right',
    '(',
    '&',
    '\\\\',
    '\\begin{pmatrix}',
    '\\end{pmatrix}',
    'x',
    '1,5',
    "'",
    '\\sqrt',
    '[',
    ']',
    '\\text{a b}',
    '\\sum',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { tree, fault } = readTex(pieces.join(' '));
      expect((tree === null) !== (fault === null)).toBe(true);
    }),
  );
});

const EXAMPLES = [
  '\\frac{-b\\pm\\sqrt{b^{2}-4ac}}{2a}',
  '\\sum_{k=1}^{n}k=\\frac{n(n+1)}{2}',
  '\\int_{0}^{+\\infty}e^{-x}dx=1',
  '\\begin{pmatrix}1 & 2 \\\\ 3 & 4\\end{pmatrix}',
  'f(x)=\\begin{cases}x & x>0 \\\\ 0 & \\text{sinon}\\end{cases}',
  '\\vec{u}\\cdot\\vec{v}=0',
  '\\lim_{x\\to 0}\\frac{\\sin x}{x}=1',
  'x\\in\\mathbb{R}',
  "f'(x)=3,5x^{2}",
  '\\sqrt[3]{8}=2',
  '\\overline{z}',
];

test.each(EXAMPLES)('%s is written back as a text that says the same', (tex) => {
  const tree = readTex(tex).tree as MathTree;
  const again = readTex(writeTex(tree));
  expect(again.fault).toBeNull();
  expect(writeMath(again.tree as MathTree)).toBe(writeMath(tree));
});
