/** A Type 1 font as programs embed it, with every way of drawing that real ones have (Adobe Type 1 Font Format). */

const ENCRYPTION = { program: 55_665, charstring: 4_330 };

/** A glyph's code, in words: numbers, and operators by name. */
export type GlyphWords = string;

const OPERATORS: Readonly<Record<string, readonly number[]>> = {
  hstem: [1],
  vstem: [3],
  vmoveto: [4],
  rlineto: [5],
  hlineto: [6],
  vlineto: [7],
  rrcurveto: [8],
  closepath: [9],
  callsubr: [10],
  return: [11],
  hsbw: [13],
  endchar: [14],
  rmoveto: [21],
  hmoveto: [22],
  vhcurveto: [30],
  hvcurveto: [31],
  seac: [12, 6],
  div: [12, 12],
  callothersubr: [12, 16],
  pop: [12, 17],
  setcurrentpoint: [12, 33],
};

/** The subroutines that every font begins with: flex in three parts, hints; then one of its own. */
const SUBROUTINES: readonly GlyphWords[] = [
  '3 0 callothersubr pop pop setcurrentpoint return',
  '0 1 callothersubr return',
  '0 2 callothersubr return',
  'return',
  '1 3 callothersubr pop callsubr return',
  '0 90 hstem 110 80 vstem return',
];

export const GLYPHS: Readonly<Record<string, GlyphWords>> = {
  '.notdef': '0 500 hsbw endchar',
  // Straight lines, of each kind, and a hole.
  A: '50 700 hsbw 0 90 hstem 0 600 rmoveto 300 hlineto 100 -600 rlineto -500 hlineto closepath 150 -400 rmoveto 200 vlineto 100 hlineto -200 vlineto closepath endchar',
  // Curves of each kind; the hints change on the way; a width that is no whole number.
  e: '40 5011 10 div hsbw 0 60 hstem 60 90 vstem 300 vmoveto 200 100 150 150 hvcurveto 5 4 callsubr 100 -60 80 -170 vhcurveto -90 -20 -70 -80 -20 -99 rrcurveto closepath endchar',
  // A flex: seven points, of which the first is the reference.
  l: '30 300 hsbw 0 40 rmoveto 1 callsubr 100 5 rmoveto 2 callsubr -60 -5 rmoveto 2 callsubr 30 5 rmoveto 2 callsubr 30 0 rmoveto 2 callsubr 30 0 rmoveto 2 callsubr 30 -5 rmoveto 2 callsubr 60 0 rmoveto 2 callsubr 50 250 40 0 callsubr 500 vlineto -220 hlineto closepath endchar',
  acute: '80 333 hsbw 600 vmoveto 60 90 rlineto 70 hlineto -70 -90 rlineto closepath endchar',
  // An accented letter: its base and its accent by their codes.
  eacute: '40 5011 10 div hsbw 80 110 -50 101 194 seac',
};

export interface FontOptions {
  readonly glyphs?: Readonly<Record<string, GlyphWords>>;
  readonly subroutines?: readonly GlyphWords[];
  /** Instead of the usual head, from one text to another. */
  readonly head?: readonly [string, string];
}

export interface Type1Font {
  readonly bytes: Buffer;
  /** Of its three parts: clear text, encrypted, the zeros at the end. */
  readonly lengths: readonly [number, number, number];
}

export function type1Font({ glyphs = GLYPHS, subroutines = SUBROUTINES, head }: FontOptions = {}): Type1Font {
  const names = Object.keys(glyphs);
  const clear = Buffer.from(
    `%!PS-AdobeFont-1.0: Ecole\n11 dict begin\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0]readonly def
/FontName /Ecole def\n/FontBBox {0 -100 800 800}readonly def\n/PaintType 0 def
/FontInfo 1 dict dup begin\n/Notice (Une fonte \\(libre\\)) readonly def\nend readonly def
/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for
dup 65 /A put\ndup 101 /e put\ndup 108 /l put\ndup 233 /eacute put\ndup 69 /e put\nreadonly def
currentdict end\ncurrentfile eexec\n`.replace(head?.[0] ?? '', head?.[1] ?? ''),
    'latin1',
  );
  const part = (code: GlyphWords) => encrypt(charstring(code), ENCRYPTION.charstring);
  const entry = (key: string, code: GlyphWords, end: string) => [
    Buffer.from(`${key} ${part(code).length} RD `),
    part(code),
    Buffer.from(` ${end}\n`),
  ];
  const secret = Buffer.concat([
    Buffer.from(
      `dup/Private 9 dict dup begin\n/RD{string currentfile exch readstring pop}executeonly def\n${BOILERPLATE}
/BlueValues [-15 0 600 615] ND\n/BlueScale 0.04379 def\n/StdHW [60] ND\n/ForceBold false def\n/Subrs ${subroutines.length} array\n`,
    ),
    ...subroutines.flatMap((code, index) => entry(`dup ${index}`, code, 'NP')),
    Buffer.from(`ND\n2 index /CharStrings ${names.length} dict dup begin\n`),
    ...names.flatMap((name) => entry(`/${name}`, glyphs[name] ?? '', 'ND')),
    Buffer.from(
      'end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n',
    ),
  ]);
  const hidden = encrypt(secret, ENCRYPTION.program);
  const zeros = Buffer.from(`${`${'0'.repeat(64)}\n`.repeat(8)}cleartomark\n`);
  return {
    bytes: Buffer.concat([clear, hidden, zeros]),
    lengths: [clear.length, hidden.length, zeros.length],
  };
}

/** What each font carries along for printers of 1990. */
const BOILERPLATE = `/OtherSubrs [${'{systemdict /internaldict known not {userdict exch get} if} '.repeat(20)}] ND`;

function charstring(words: GlyphWords): Buffer {
  return Buffer.concat(
    words.split(' ').map((word) => {
      const operator = OPERATORS[word];
      return operator === undefined ? numberCode(Number(word)) : Buffer.from(operator);
    }),
  );
}

function numberCode(value: number): Buffer {
  if (Math.abs(value) <= 107) return Buffer.of(value + 139);
  if (Math.abs(value) <= 1131) {
    const rest = Math.abs(value) - 108;
    return Buffer.of((value > 0 ? 247 : 251) + (rest >> 8), rest & 0xff);
  }
  const bytes = Buffer.alloc(5, 255);
  bytes.writeInt32BE(value, 1);
  return bytes;
}

function encrypt(plain: Uint8Array, key: number): Buffer {
  let state = key;
  return Buffer.from(
    [0x80, 0x80, 0x80, 0x80, ...plain].map((byte) => {
      const cipher = byte ^ (state >> 8);
      state = ((cipher + state) * 52_845 + 22_719) & 0xffff;
      return cipher;
    }),
  );
}
