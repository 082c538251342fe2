import { describe, expect, it } from 'vitest';
import { shortNumber } from './content-spelling.ts';
import { rewriteContent } from './rewrite-content.ts';

const rewritten = (
  content: string,
  { unit = 1, grainPoints = 0.002 }: { unit?: number; grainPoints?: number } = {},
) => rewriteContent(Buffer.from(content, 'latin1'), { unit, grainPoints })?.toString('latin1');

describe('content that is written anew', () => {
  it.each([
    ['a colour that is set twice', '0 g 0 g 1 0 0 rg 1 0 0 rg 0 0 m 9 9 l f', '1 0 0 rg 0 0 m 9 9 l f'],
    ['a colour that nothing is painted with', '0 G 0 g BT /F1 9 Tf (a) Tj ET 1 g', '/F1 9 Tf'],
    ['a state that is saved for nothing', 'q 1 0 0 1 5 5 cm 0 0 m 9 9 l W n Q 0 0 9 9 re f', '0 0 9 9 re f'],
    ['shifts there and back', '1 0 0 1 2.5 3 cm 1 0 0 1 -2.5 -3 cm 0 0 9 9 re f', '0 0 9 9 re f'],
    ['zeros and signs', '+01.500 -0.0 0.25 -0.75 re f', '1.5 0 .25 -.75 re f'],
    ['a font that is set already', 'BT /F1 9 Tf (a) Tj ET BT /F1 9 Tf (b) Tj ET', 'BT(b)Tj ET'],
    ['an array around one text', 'BT [(a)] TJ ET', 'BT(a)Tj ET'],
    ['digits for bytes', 'BT <0028> Tj ET', 'BT(\0\\()Tj ET'],
  ])('leaves out %s', (_what, content, expected) => {
    expect(rewritten(content)).toContain(expected);
    expect(rewritten(content)?.length).toBeLessThan(content.length);
  });

  it('keeps the colour that each thing is painted with, through saved states', () => {
    expect(rewritten('1 0 0 rg q q 0 0 9 9 re f Q 0 1 0 rg 0 0 9 9 re f Q 1 1 2 2 re f')).toBe(
      '1 0 0 rg q q 0 0 9 9 re f Q 0 1 0 rg 0 0 9 9 re f Q 1 1 2 2 re f',
    );
    expect(rewritten('q 0 1 0 rg Q 0 0 9 9 re f 1 g q 0 g 0 0 m 5 5 l S Q 0 0 9 9 re f')).toBe(
      '0 0 9 9 re f q 0 0 m 5 5 l S Q 1 g 0 0 9 9 re f',
    );
  });

  it('sets a colour before the path, never within', () => {
    expect(rewritten('0 0 9 9 re f 1 0 0 RG 0 0 m 5 5 l S')).toBe('0 0 9 9 re f 1 0 0 RG 0 0 m 5 5 l S');
  });

  it('adds up shifts that follow each other, and no others', () => {
    expect(rewritten('1 0 0 1 1.5 2 cm 1 0 0 1 .25 3 cm 0 0 9 9 re f')).toBe(
      '1 0 0 1 1.75 5 cm 0 0 9 9 re f',
    );
    const apart = 'q 1 0 0 1 5 5 cm q 0 0 9 9 re f Q 1 0 0 1 4 4 cm q 1 1 8 8 re f Q Q';
    expect(rewritten(`q 1 0 0 1 9 9 cm Q ${apart}`)).toBe(apart);
  });

  it('keeps patterns, and the colour space that their components count in', () => {
    const content = '/Pattern cs/P1 scn 0 0 9 9 re f/CS1 cs .5 sc 0 0 9 9 re f';
    expect(rewritten(content)).toBe(content);
    expect(rewritten('1 0 0 rg 0 1 0 sc 0 0 9 9 re f')).toBe('1 0 0 rg 0 1 0 sc 0 0 9 9 re f');
  });

  it('moves no coordinate by more than half of the grain, whatever the scale', () => {
    expect(rewritten('1.23456 2 m 3.98765 4 l S')).toBe('1.235 2 m 3.988 4 l S');
    expect(rewritten('.1 0 0 .1 0 0 cm 1.23456 2 m 3 4 l S')).toBe('.1 0 0 .1 0 0 cm 1.23 2 m 3 4 l S');
    expect(rewritten('q 100 0 0 100 0 0 cm 1.23456 2 m 3 4 l S Q')).toContain('1.23456');
    expect(rewritten('1.23456 2 m 3 4 l S ', { grainPoints: 0.01 })).toBe('1.23 2 m 3 4 l S');
    expect(rewritten('1.23456 2 m 3 4 l S ', { grainPoints: 0 })).toBe('1.23456 2 m 3 4 l S');
    expect(rewritten('0 0 9 .0001 re f ')).toBe('0 0 9 .0001 re f');
  });

  it('keeps marks, and what they hold, in place', () => {
    const content = '/P<</MCID 0>>BDC BT(a)Tj ET EMC q/Span BMC EMC Q';
    expect(rewritten(content)).toBe(content);
  });

  it('keeps the bytes of an inline image', () => {
    const image = 'BI /W 2 /H 1 /BPC 8 /CS /G ID \x01EI\x02 EI';
    expect(rewritten(`q  9 0 0 9 0 0 cm ${image} Q`)).toBe(`q 9 0 0 9 0 0 cm ${image} Q`);
  });

  it.each([
    ['an operator that it does not know', '0 0 m 9 9 l S 1 2 xyz'],
    ['operands that are missing', '0 0 m 9 l S'],
    ['a state that is restored but was not saved', '0 0 9 9 re f Q'],
    ['a state that is not restored', 'q 0 0 9 9 re f'],
    ['a path that is not painted', '0 0 m 9 9 l'],
    ['a compatibility section', 'BX 1 2 new EX'],
    ['a text object that does not end', 'BT (a) Tj'],
  ])('is given up with %s', (_what, content) => {
    expect(rewritten(content)).toBeUndefined();
  });
});

describe('a number', () => {
  it.each([
    ['100', '100'],
    ['0', '0'],
    ['-0', '0'],
    ['00.0', '0'],
    ['10.', '10'],
    ['-.50', '-.5'],
    ['007', '7'],
    ['0.0001', '.0001'],
    ['-10.010', '-10.01'],
  ])('%s is spelled %s', (text, short) => {
    expect(shortNumber(text)).toBe(short);
  });
});
