const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** @param pictures the kinds of pictures, each as its `Default` */
export function contentTypes(pictures: string): string {
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${pictures}<Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${TYPES}.numbering+xml"/></Types>`;
}

export const SETTINGS_RELATION = `<Relationship Id="rIdStyles" Type="${OFFICE}/relationships/styles" Target="styles.xml"/><Relationship Id="rIdNumbering" Type="${OFFICE}/relationships/numbering" Target="numbering.xml"/>`;

const style = (id: string, name: string, rest: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/>${rest}</w:style>`;

const headingStyle = (level: number, size: number) =>
  style(
    `Heading${level}`,
    `heading ${level}`,
    `<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr>`,
  );

/** What goes on in an entry of a list, at each depth. */
const continuedStyle = (depth: number) =>
  style(
    depth === 1 ? 'ListContinue' : `ListContinue${depth}`,
    depth === 1 ? 'List Continue' : `List Continue ${depth}`,
    `<w:pPr><w:ind w:left="${depth * 425}"/></w:pPr>`,
  );

/** Styles by the built-in names that every word processor knows, in its own language. */
export const STYLES = `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${style('Title', 'Title', '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>')}${headingStyle(1, 30)}${headingStyle(2, 26)}${headingStyle(3, 24)}${headingStyle(4, 22)}${style('Quote', 'Quote', '<w:pPr><w:ind w:left="567" w:right="567"/></w:pPr><w:rPr><w:i/></w:rPr>')}${[1, 2, 3, 4, 5].map(continuedStyle).join('')}${style('HTMLPreformatted', 'HTML Preformatted', '<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr>')}<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F3A68"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`;

/** List 1 has points. Each list of numbers begins anew: it is a list of its own, from 2 on. */
export function numberingXml(numberedLists: number): string {
  const levels = (format: string, text: (depth: number) => string) =>
    Array.from(
      { length: 9 },
      (_, depth) =>
        `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text(depth)}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${(depth + 1) * 425}" w:hanging="425"/></w:pPr></w:lvl>`,
    ).join('');
  const restart = Array.from(
    { length: 9 },
    (_, depth) => `<w:lvlOverride w:ilvl="${depth}"><w:startOverride w:val="1"/></w:lvlOverride>`,
  ).join('');
  const numbers = Array.from(
    { length: numberedLists },
    (_, index) => `<w:num w:numId="${index + 2}"><w:abstractNumId w:val="1"/>${restart}</w:num>`,
  );
  return `<w:numbering xmlns:w="${WORD}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>${levels('bullet', () => '•')}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>${levels('decimal', (depth) => `%${depth + 1}.`)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${numbers.join('')}</w:numbering>`;
}
