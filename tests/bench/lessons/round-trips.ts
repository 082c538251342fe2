import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { openPackage } from '../../../main/engine/writing/package-files.ts';
import { readCartridge } from '../../../main/engine/writing/read-cartridge.ts';
import { readText } from '../../../main/engine/writing/read-text.ts';
import type { ReadPicture, RichNode } from '../../../main/engine/writing/rich-text.ts';
import { packCartridge } from '../../../main/engine/writing/write-cartridge.ts';
import { writeDocx } from '../../../main/engine/writing/write-docx.ts';
import { outline, withPictureNamed } from '../../engine/text-outline.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/texts');
const PICTURE = 'picture';
const TITLE = 'Optique';
/** Kinds of nodes whose number is told, besides the letters. */
const COUNTED = ['heading', 'listItem', 'table', 'tableCell', 'tableHeader', 'formula', 'image'];

/**
 * What a text written by LibreOffice still says after it went through Cartable and back, by DOCX and by Common Cartridge:
 * letters and nodes before and after, and whether all of it, with marks, links, spans and formulas, is the same line by line.
 */
export function measureRoundTrips() {
  return Object.fromEntries(
    ['libreoffice.docx', 'libreoffice.odt'].map((file) => {
      const { nodes, pictures } = readText(file, readFileSync(join(FIXTURES, file)));
      const picture = [...pictures.values()][0];
      if (picture === undefined) throw new Error(`${file} has lost its picture.`);
      // The title comes first in a file, and is no part of the text.
      const before = withPictureNamed(nodes.slice(1), PICTURE);
      return [
        file,
        {
          before: countsOf(before),
          docx: compare(before, throughDocx(before, picture)),
          cartridge: compare(before, throughCartridge(before, picture)),
        },
      ];
    }),
  );
}

function compare(before: readonly RichNode[], after: readonly RichNode[]) {
  return { ...countsOf(after), isSame: outline(before).join('\n') === outline(after).join('\n') };
}

function throughDocx(nodes: readonly RichNode[], picture: ReadPicture): readonly RichNode[] {
  const shown = { ...picture, name: 'picture.png', mediaType: 'image/png', width: 1, height: 1 };
  const docx = writeDocx({ title: TITLE, nodes, pictures: new Map([[PICTURE, shown]]) });
  return readText('again.docx', Buffer.from(docx)).nodes.slice(1);
}

function throughCartridge(nodes: readonly RichNode[], { bytes }: ReadPicture): readonly RichNode[] {
  const documents = [{ name: 'picture.png', sha256: PICTURE }];
  const packed = packCartridge(TITLE, [{ title: TITLE, nodes, documents }]);
  const texts = [...packed.texts].map(([path, text]) => [path, strToU8(text)]);
  const files = [...packed.documents.values()].map((path) => [path, bytes]);
  const zip = Buffer.from(zipSync(Object.fromEntries([...texts, ...files])));
  return readCartridge(openPackage(zip)).lessons[0]?.nodes ?? [];
}

function countsOf(nodes: readonly RichNode[]): Record<string, number> {
  const all = flat(nodes);
  const letters = all.reduce((sum, { text = '' }) => sum + text.length, 0);
  const kinds = COUNTED.map((kind) => [kind, all.filter(({ type }) => type === kind).length] as const);
  return { letters, ...Object.fromEntries(kinds) };
}

function flat(nodes: readonly RichNode[]): readonly RichNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.content ?? [])]);
}
