import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { openPackage } from '../../main/engine/writing/package-files.ts';
import { readText } from '../../main/engine/writing/read-text.ts';
import type { RichNode } from '../../main/engine/writing/rich-text.ts';
import { writeDocx } from '../../main/engine/writing/write-docx.ts';
import { writeMarkdown } from '../../main/engine/writing/write-markdown.ts';
import { LESSON_MOST_BLOCKS } from '../../preload/contract/domain.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';
import { outline, withPictureNamed } from './text-outline.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/texts');
const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FRACTION =
  '<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac></math>';
const SUM =
  '<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi></munderover><msup><mi>x</mi><mi>i</mi></msup></math>';

const PAGE = `<h1>Le rayon vert</h1>
<p>Un <b>mot</b> <i>rare</i>, H<sub>2</sub>O et x<sup>2</sup>, <a href="https://gallica.bnf.fr/x?a=1&amp;b=2">un lien</a>, <code>let a</code>, <u>s</u> <s>b</s>.</p>
<ul><li>un<ul><li>deux<ol><li>trois</li></ol></li></ul></li><li>quatre</li></ul><ol><li>a<p>suite</p></li><li>b</li></ol>
<blockquote><p>Cité</p><p>encore</p></blockquote><pre>code
 deux lignes</pre><hr>
<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td colspan=2>large</td><td rowspan=2>haut</td></tr><tr><td>1</td><td>2</td></tr></table>
<p>Formule ${FRACTION} et ${SUM}.</p>
<p>Ligne<br>cassée <img src="data:image/png;base64,${POINT.toString('base64')}" alt="Un point"></p>`;

const lesson = () => withPictureNamed(readText('page.html', Buffer.from(PAGE)).nodes, 'point');
const pictures = new Map([
  ['point', { name: 'point.png', bytes: POINT, mediaType: 'image/png', width: 1, height: 1 }],
]);
const read = (name: string, bytes: Uint8Array) => readText(name, Buffer.from(bytes));
/** Without the title, which a file begins with. */
const textOf = (name: string, bytes: Uint8Array) => outline(read(name, bytes).nodes.slice(1));
const fixture = (name: string) => readFileSync(join(FIXTURES, name));

function readDocument(document: string, parts: Record<string, Uint8Array> = {}) {
  return read('a.docx', zipSync({ 'word/document.xml': strToU8(document), ...parts }, { level: 0 }));
}

test('a page is read with headings, lists, quotes, code, tables, formulas, links and its pictures', () => {
  const { nodes, pictures: found } = readText('page.html', Buffer.from(PAGE));
  expect([...found.values()].map(({ bytes }) => Buffer.from(bytes))).toEqual([POINT]);
  const lines = outline(nodes);
  expect(lines.slice(0, 14)).toEqual([
    'heading 1',
    ' text «Le rayon vert»',
    'paragraph',
    ' text «Un »',
    ' text «mot» bold',
    ' text « »',
    ' text «rare» italic',
    ' text «, H»',
    ' text «2» subscript',
    ' text «O et x»',
    ' text «2» superscript',
    ' text «, »',
    ' text «un lien» linkhttps://gallica.bnf.fr/x?a=1&b=2',
    ' text «, »',
  ]);
  expect(lines).toContain(` formula ${FRACTION}`);
  expect(lines).toContain('  tableCell 2');
});

test('a lesson comes back from a DOCX as it went in', () => {
  const nodes = lesson();
  const docx = writeDocx({ title: 'Optique', nodes, pictures });
  expect(textOf('a.docx', docx)).toEqual(outline(nodes));
  const found = [...read('a.docx', docx).pictures.values()];
  expect(found.map(({ bytes }) => Buffer.from(bytes))).toEqual([POINT]);
});

test('what LibreOffice makes of that DOCX, and of an ODT, says the same, and so does a DOCX that is made of it again', () => {
  const wanted = outline(lesson());
  const fromDocx = read('libreoffice.docx', fixture('libreoffice.docx'));
  expect(outline(fromDocx.nodes.slice(1))).toEqual(wanted);
  expect([...fromDocx.pictures.values()].map(({ bytes }) => Buffer.from(bytes))).toEqual([POINT]);
  // LibreOffice writes the letters of the style of quotes into an ODT's own styles.
  const fromOdt = textOf('libreoffice.odt', fixture('libreoffice.odt'));
  expect(fromOdt.map((line) => line.replace(/(«(?:Cité|encore)») italic/, '$1'))).toEqual(wanted);
  const again = writeDocx({
    title: 'Optique',
    nodes: withPictureNamed(fromDocx.nodes.slice(1), 'point'),
    pictures,
  });
  expect(textOf('again.docx', again)).toEqual(wanted);
});

test('Markdown comes back as it went, but for cells that reach over others and for pictures', () => {
  const nodes = lesson()
    .filter(({ type }) => type !== 'table')
    .slice(0, -1);
  expect(textOf('a.md', Buffer.from(writeMarkdown({ title: 'Optique', nodes })))).toEqual(outline(nodes));
  const tricky: RichNode[] = [
    '1. non',
    '# non',
    '- non',
    '*a* _b_ `c` [d](e) <u>f</u> &amp; g|h \\',
    '> non',
  ].map((text) => ({
    type: 'paragraph',
    content: [{ type: 'text', text }],
  }));
  expect(textOf('b.md', Buffer.from(writeMarkdown({ title: 'x', nodes: tricky })))).toEqual(outline(tricky));
  const table = '| A | B |\n|---|:-:|\n| 1 \\| 2 | **b** |\n| x |';
  expect(outline(read('c.md', Buffer.from(table)).nodes).filter((line) => line.includes('«'))).toEqual([
    '    text «A»',
    '    text «B»',
    '    text «1 | 2»',
    '    text «b» bold',
    '    text «x»',
  ]);
});

test('hostile HTML leaves its words alone: nothing of it runs, is fetched, or leads anywhere', () => {
  const hostile = `<script>alert(1)</script><style>p{}</style><img src="https://exemple.fr/p.png" alt="suivi" onerror="alert(2)">
<a href="javascript:alert(3)">un</a> <a href="data:text/html,x">deux</a> <iframe src="https://exemple.fr"><p>cadre</p></iframe>
<svg><script>alert(4)</script><text>dessin</text></svg><form action="https://exemple.fr"><input value="x"></form>
<math><maction actiontype="statusline" href="javascript:alert(5)"><mi>x</mi><annotation-xml><script>y</script></annotation-xml></maction></math>
<p onclick="alert(6)">texte<!-- <p>caché</p> --></p>&lt;script&gt;`;
  const text = JSON.stringify(read('a.html', Buffer.from(hostile)));
  for (const word of ['javascript', 'exemple.fr', 'alert', 'onerror', 'cadre', 'caché', 'dessin', 'data:'])
    expect(text).not.toContain(word);
  for (const word of ['suivi', 'un', 'deux', 'texte', '<math><mi>x</mi></math>', '<script>'])
    expect(text).toContain(word);
});

const docxOf = (body: string, parts: Record<string, string> = {}) =>
  zipSync({
    'word/document.xml': strToU8(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
  });

const WORDS = '<w:p><w:r><w:t>mot</w:t></w:r></w:p>';

test.each<[string, string, Uint8Array, string]>([
  ['no text at all', 'a.docx', docxOf('<w:p/>'), 'writing/not-a-text'],
  ['a ZIP of something else', 'a.docx', zipSync({ 'a.txt': strToU8('x') }), 'writing/not-a-text'],
  ['a ZIP that is cut', 'a.docx', docxOf(WORDS).subarray(0, 120), 'writing/not-a-text'],
  ['noise', 'a.odt', new Uint8Array(3000).fill(80), 'writing/not-a-text'],
  [
    'XML that is cut',
    'a.docx',
    zipSync({ 'word/document.xml': strToU8('<w:document><w:body><w:p') }),
    'writing/not-a-text',
  ],
  [
    'an old Word file, or one with a password',
    'a.docx',
    Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
    'writing/locked',
  ],
  [
    'an ODT with a password',
    'a.odt',
    zipSync({
      'META-INF/manifest.xml': strToU8('<manifest:encryption-data/>'),
      'content.xml': new Uint8Array(50),
    }),
    'writing/locked',
  ],
  [
    'a part that claims too much',
    'a.docx',
    docxOf(`${WORDS}<!--${'x'.repeat(17 << 20)}-->`),
    'writing/too-long',
  ],
  [
    'elements without end within one another',
    'a.docx',
    docxOf('<w:sdt>'.repeat(5000) + '</w:sdt>'.repeat(5000)),
    'writing/too-long',
  ],
  ['the same of HTML', 'a.html', Buffer.from('<div>'.repeat(5000)), 'writing/too-long'],
  ['tags that never end, a million of them', 'a.html', Buffer.from('<a "'.repeat(1e6)), 'writing/too-long'],
  [
    'more paragraphs than a lesson has',
    'a.html',
    Buffer.from('<p>x'.repeat(LESSON_MOST_BLOCKS + 1)),
    'writing/too-long',
  ],
  ['a program', 'a.html', Buffer.from([0x4d, 0x5a, 0, 0, 1]), 'writing/not-a-text'],
  ['another format', 'a.pdf', Buffer.from('%PDF-1.7'), 'writing/not-a-text'],
])('%s is refused for what it is', (_what, name, bytes, code) => {
  expect(() => read(name, bytes)).toThrowError(expect.objectContaining({ code }));
});

test('entities that a file declares are not expanded, and a picture’s path leads nowhere else', () => {
  const entities = `<!DOCTYPE d [<!ENTITY a "${'lol'.repeat(100)}"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;
  const document = `${entities}<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>a&a;&x;</w:t></w:r><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p></w:body></w:document>`;
  const relations = '<Relationships><Relationship Id="r1" Target="../../../etc/passwd.png"/></Relationships>';
  const { nodes, pictures: found } = read(
    'a.docx',
    zipSync({ 'word/document.xml': strToU8(document), 'word/_rels/document.xml.rels': strToU8(relations) }),
  );
  expect(JSON.stringify(nodes)).not.toMatch(/lollol|root:/);
  expect(found.size).toBe(0);
});

test('names that mean something to the program are letters of a file like others', () => {
  const page = '<p>un<constructor>deux</constructor><p>&constructor; &eacute;';
  expect(outline(read('a.html', strToU8(page)).nodes)).toEqual([
    'paragraph',
    ' text «undeux»',
    'paragraph',
    ' text «&constructor; é»',
  ]);
  const run = (properties: string) => `<w:r><w:rPr>${properties}</w:rPr><w:t>x</w:t></w:r>`;
  const document = `<w:document xmlns:w="w" xmlns:m="m"><w:body><w:p>${run('<w:constructor/>')}${run('<w:vertAlign w:val="heading"/>')}${run('<w:vertAlign w:val="subscript"/>')}<m:oMath><m:constructor><m:r><m:t>y</m:t></m:r></m:constructor></m:oMath></w:p></w:body></w:document>`;
  expect(outline(readDocument(document).nodes)).toEqual([
    'paragraph',
    ' text «xx»',
    ' text «x» subscript',
    ' formula <math><mi>y</mi></math>',
  ]);
  expect(() => read('a.constructor', strToU8('x'))).toThrow('writing/not-a-text');
});

test('a part that is named again and again is not unpacked as often, and pictures of gigabytes are left out', () => {
  const part = Buffer.alloc(32 * 1024 * 1024);
  const files = openPackage(Buffer.from(zipSync({ part }, { level: 1 })));
  for (let count = 0; count < 8; count += 1) expect(files.bytesOf('part')).toHaveLength(part.length);
  expect(() => files.bytesOf('part')).toThrow('writing/too-long');

  const picture = (index: number) => `<w:drawing><a:blip r:embed="p${index}"/></w:drawing>`;
  const relation = (index: number) => `<Relationship Id="p${index}" Target="media/${index}.png"/>`;
  const count = [0, 1, 2];
  const { pictures: kept } = readDocument(
    `<w:document xmlns:w="w" xmlns:a="a" xmlns:r="r"><w:body><w:p><w:r><w:t>x</w:t>${count.map(picture).join('')}</w:r></w:p></w:body></w:document>`,
    {
      'word/_rels/document.xml.rels': strToU8(
        `<Relationships>${count.map(relation).join('')}</Relationships>`,
      ),
      ...Object.fromEntries(count.map((one) => [`word/media/${one}.png`, new Uint8Array(30_000_000)])),
    },
  );
  expect(kept.size).toBe(2);
});

test('lists are nine levels deep at most, and cells reach over a hundred columns at most, whatever a file says', () => {
  const numbering =
    '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>';
  const at = (depth: string) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`;
  const wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1e99"/></w:tcPr></w:tc></w:tr></w:tbl>';
  const { nodes } = readDocument(
    `<w:document xmlns:w="w"><w:body>${Array.from({ length: 40 }, (_, depth) => at(String(depth))).join('')}${at('1e99')}${wide}</w:body></w:document>`,
    { 'word/numbering.xml': strToU8(numbering) },
  );
  const lines = outline(nodes);
  expect(lines.filter((line) => line.endsWith('orderedList'))).toHaveLength(9);
  expect(lines).toContain('  tableCell 100');
  expect(() => read('a.md', strToU8(`${'a|'.repeat(90)}\n|-|-|\n${'|\n'.repeat(7000)}`))).toThrow(
    'writing/too-long',
  );
});

test('signs that begin and never end are letters, and the ends that there are are found', () => {
  const words = (text: string) => outline(read('a.md', strToU8(text)).nodes).slice(1);
  expect(words('**a __b__ `c ``d` **e')).toEqual([
    ' text «**a »',
    ' text «b» bold',
    ' text « »',
    ' text «c ``d» code',
    ' text « **e»',
  ]);
  expect(words('``a` b')).toEqual([' text «``a` b»']);
  expect(words('_a __b__ <u>c <sub>2</sub>')).toEqual([
    ' text «_a »',
    ' text «b» bold',
    ' text « <u>c »',
    ' text «2» subscript',
  ]);
  expect(words('# a  #b   ##  ')).toEqual([' text «a  #b»']);
  expect(words('<math><mi>x</math> *y*')).toEqual([' text «<math><mi>x</math> »', ' text «y» italic']);
  expect(outline(read('a.html', strToU8('<p>İ<style>p{}</STYLE>x <b>y</b> <a "<b')).nodes)).toEqual([
    'paragraph',
    ' text «İx »',
    ' text «y» bold',
    ' text « <a "<b»',
  ]);
});

async function openLesson() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  const blocks = [
    { id: 'own', content: { type: 'paragraph', content: [{ type: 'text', text: 'Déjà là' }] } },
  ];
  const { id } = lessonsHandlers.save(context, {
    classGroupId: '2de4',
    title: 'Optique',
    startsAt: START,
    blocks,
  });
  const file = async (name: string, bytes: Uint8Array) => {
    const path = join(workspace.directory, name);
    await writeFile(path, bytes);
    return path;
  };
  const detail = () => lessonsHandlers.get(context, { lessonId: id });
  return { workspace, context, id, file, detail };
}

test('a text comes in at the end of a lesson with its picture as a document; one undo and one redo for all of it', async () => {
  const { context, id, file, detail } = await openLesson();
  const path = await file('cours.docx', writeDocx({ title: 'Cours', nodes: lesson(), pictures }));
  const before = detail();
  const done = await lessonsHandlers.importText(context, { lessonId: id, path });
  expect([done.pictureCount, done.leftOutCount]).toEqual([1, 0]);
  const after = detail();
  expect(after.blocks[0]).toEqual(before.blocks[0]);
  expect(outline(after.blocks.slice(2).map(({ content }) => content as unknown as RichNode))).toEqual(
    outline(lesson()),
  );
  const [resource] = after.resources;
  expect(JSON.stringify(after.blocks)).toContain(`"sha256":"${resource?.document.sha256}"`);
  const redo = lessonsHandlers.putBack(context, { states: done.before }).before;
  expect([detail().blocks, detail().resources]).toEqual([before.blocks, []]);
  lessonsHandlers.putBack(context, { states: redo });
  expect([detail().blocks, detail().resources.length]).toEqual([after.blocks, 1]);
  const copy = join(path, '../export.docx');
  await lessonsHandlers.exportText(context, { lessonId: id, path: copy });
  const { nodes, pictures: found } = read('export.docx', await readFile(copy));
  expect(outline(nodes.slice(3))).toEqual(outline(lesson()));
  expect(found.size).toBe(1);
});

test('what is refused leaves the lesson, the library and the vault as they were', async () => {
  const { workspace, context, id, file, detail } = await openLesson();
  const before = detail();
  const waiting = workspace.waiting().length;
  const refused = async (path: string, code: string) =>
    expect(lessonsHandlers.importText(context, { lessonId: id, path })).rejects.toThrowError(
      expect.objectContaining({ code }),
    );
  await refused(await file('a.docx', docxOf('<w:p/>')), 'writing/not-a-text');
  await refused(join(workspace.directory, 'none.md'), 'library/file-missing');
  const stop = new AbortController();
  stop.abort(new Error('called off'));
  const path = await file('b.docx', writeDocx({ title: 'Cours', nodes: lesson(), pictures }));
  await expect(lessonsHandlers.importText(context, { lessonId: id, path }, stop.signal)).rejects.toThrow(
    'called off',
  );
  await expect(
    lessonsHandlers.exportText(context, { lessonId: id, path: join(workspace.directory, 'a.exe') }),
  ).rejects.toThrowError(expect.objectContaining({ code: 'writing/not-a-text' }));
  expect(detail()).toEqual(before);
  expect(workspace.waiting()).toHaveLength(waiting);
  expect(context.store.db.prepare('SELECT count(*) FROM document').pluck().get()).toBe(0);
});
