import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';

/** A page of a phone's scanner: A4 at 200 dpi. */
const PAGE = { width: 1654, height: 2339 };
const A4 = [595, 842] as const;

/** A one-page scan of about 2 MB, like no other: ruled paper with the grain of a photograph. */
export async function makeScan(index: number): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 215 + (index % 20), sigma: 26 } as const;
  const lines = Array.from({ length: 40 }, (_, line) => {
    const y = 180 + line * 52;
    return `<text x="${140 + ((index * 13 + line * 29) % 60)}" y="${y}" font-size="38">Copie ${index}, ligne ${line} : le rayon</text>`;
  });
  const ink = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE.width}" height="${PAGE.height}">${lines.join('')}</svg>`,
  );
  const jpeg = await sharp({ create: { ...PAGE, channels: 3, background: 'white', noise } })
    .blur(0.6)
    .composite([{ input: ink }])
    .jpeg({ quality: 94 })
    .toBuffer();
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([...A4]);
  page.drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: A4[0], height: A4[1] });
  return pdf.save();
}
