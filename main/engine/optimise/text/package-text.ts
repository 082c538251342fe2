/// <reference path="../../tables/saxen.d.ts" />
import { Parser } from 'saxen';
import { MOST_TEXT } from '../protocol.ts';
import { readZip } from '../zip/read-zip.ts';
import { isUnpackable, openAllowance, unpack } from '../zip/unpack.ts';

/** Members that hold what is read: the document, slides in any order, the texts of sheets, an OpenDocument's content. */
const TEXTS =
  /^(?:word\/(?:document|footnotes|endnotes)\.xml|ppt\/slides\/slide\d+\.xml|xl\/sharedStrings\.xml|content\.xml)$/;

/** Elements after which another word begins: paragraphs, headings, tabs, breaks, cells. Runs of letters are not among them. */
const BREAKS = new Set(['p', 'h', 'si', 'tab', 'br', 'line-break', 's', 'tc']);

/** The words of an Office package, with a space between paragraphs; members are unpacked within the usual bounds. */
export function textOfPackage(bytes: Buffer): string {
  const allowance = openAllowance(bytes.length);
  let text = '';
  for (const entry of readZip(bytes).entries) {
    if (!TEXTS.test(entry.name) || !isUnpackable(entry) || text.length > MOST_TEXT) continue;
    allowance.take(entry.sizeBytes);
    text += `${textOfXml(unpack(entry).toString('utf8'))} `;
  }
  return text;
}

/** What stands between the tags. Entities that a file declares itself are not known: nothing is expanded, nothing fetched. */
function textOfXml(xml: string): string {
  const parser = new Parser();
  let text = '';
  parser.on('text', (part, decode) => {
    text += decode(part);
  });
  parser.on('cdata', (part) => {
    text += part;
  });
  parser.on('closeTag', (name) => {
    if (BREAKS.has(name.slice(name.indexOf(':') + 1))) text += ' ';
  });
  parser.on('error', () => undefined);
  parser.parse(xml);
  return text;
}
