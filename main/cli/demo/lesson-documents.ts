import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';

/** A 12-megapixel photograph, as a phone makes them. */
const PHOTO = { width: 4000, height: 3000 };

/**
 * Makes the documents of the demonstration's lesson: a photograph, a PDF around two of them, and a text.
 *
 * The same bytes at each run.
 * @returns their paths
 */
export async function writeLessonDocuments(directory: string): Promise<string[]> {
  const photo = await photograph(7);
  const other = await photograph(23);
  const paths = ['tableau.jpg', 'fiche-methode.pdf', 'consignes.txt'].map((name) => join(directory, name));
  const [photoPath = '', pdfPath = '', textPath = ''] = paths;
  await writeFile(photoPath, photo);
  await writeFile(pdfPath, await sheet([photo, other]));
  await writeFile(textPath, 'Travail par deux, vingt minutes.\nChaque groupe rend une feuille.\n');
  return paths;
}

/** Smooth shapes under fine grain: what a camera's JPEG is made of. */
function photograph(seed: number): Promise<Buffer> {
  const { width, height } = PHOTO;
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = 60 * Math.sin((y + seed * 40) / 310);
    for (let x = 0; x < width; x += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const value = 128 + row + 50 * Math.cos(x / 270) + (state >>> 28);
      pixels[at++] = value;
      pixels[at++] = value * 0.9;
      pixels[at++] = value * 0.75;
    }
  }
  return sharp(pixels, { raw: { ...PHOTO, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

async function sheet(photos: readonly Buffer[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  // Without these the file would carry the hour at which it was made.
  document.setCreationDate(new Date(0));
  document.setModificationDate(new Date(0));
  for (const [index, photo] of photos.entries()) {
    const page = document.addPage([595.28, 841.89]);
    page.drawText(`Fiche méthode, page ${index + 1}`, { x: 50, y: 790, size: 18, font });
    page.drawImage(await document.embedJpg(photo), { x: 50, y: 380, width: 495, height: 371 });
  }
  return document.save();
}
