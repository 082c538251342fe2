import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What each page of a PDF says, its pieces in one line with a blank between. */
export async function textOfPages(bytes: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const written = items
      .map((piece) => ('str' in piece ? piece.str : ''))
      .filter((text) => text.trim() !== '');
    pages.push(written.join(' ').replaceAll('\u00a0', ' '));
  }
  await task.destroy();
  return pages;
}
