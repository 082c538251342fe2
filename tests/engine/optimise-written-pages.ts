/** Written pages made for tests, by formula: loops like those of a hand, on lined or blank paper, in any light. */
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { noise } from './optimise-pictures.ts';

export interface WrittenPageOptions {
  /** CSS colours and widths in pixels of A4 at 300 dpi. */
  readonly ink: string;
  readonly stroke: number;
  readonly lines: 'none' | 'squares';
  /** How much darker the foot of the page is, 0 to 1. */
  readonly shadow?: number;
  /** More SVG, under the writing. */
  readonly under?: string;
}

const [WIDTH, HEIGHT] = [1240, 1754];

/** A4 at 150 dpi; the fourth line is red, the seventh green. */
export async function writtenPage({
  ink,
  stroke,
  lines,
  shadow = 0,
  under = '',
}: WrittenPageOptions): Promise<Buffer> {
  const random = noise(11);
  const squares = lines === 'none' ? '' : squared();
  const rows = Array.from({ length: 12 }, (_, row) => {
    const colour = row === 3 ? '#d22028' : row === 6 ? '#1d8a3a' : ink;
    return `<path d="${loops(480, 480 + row * 118, random)}" stroke="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 2480 3508"><rect width="100%" height="100%" fill="#fbfaf4"/>${squares}${under}<g fill="none" stroke-width="${stroke}" stroke-linecap="round">${rows.join('')}</g></svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  for (let y = 0; y < HEIGHT; y += 1) {
    const light = 1 - shadow * (y / HEIGHT);
    for (let at = y * WIDTH * 3; at < (y + 1) * WIDTH * 3; at += 1)
      data[at] = Math.max(0, Math.min(255, (data[at] as number) * light + (random() - 0.5) * 8));
  }
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

function squared(): string {
  const at = Array.from({ length: 58 }, (_, index) => 60 + index * 59);
  const lines = at.map((place) => `M0 ${place}H2480M${place} 0V3508`).join('');
  return `<path d="${lines}" stroke="#c3d4e8" stroke-width="2"/>`;
}

function loops(fromX: number, y: number, random: () => number): string {
  let [path, x] = ['', fromX];
  while (x < 2200) {
    path += `M${x} ${y}`;
    for (let left = 3 + Math.floor(random() * 7); left > 0; left -= 1) {
      const [height, step] = [20 + random() * 45, 18 + random() * 12];
      path += `c${step * 0.6} ${-height * 0.3} ${step * 0.9} ${-height} ${step * 0.4} ${-height}s${-step * 0.4} ${height} ${step * 0.6} ${height}`;
      x += step;
    }
    x += 50;
  }
  return path;
}

/** One page a picture, which covers `share` of each side of it. */
export async function scannedPdf(pictures: readonly Buffer[], share = 1): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const picture of pictures) {
    const page = document.addPage([595.28, 841.89]);
    const image = await document.embedJpg(picture);
    page.drawImage(image, { x: 0, y: 0, width: 595.28 * share, height: 841.89 * share });
  }
  return Buffer.from(await document.save());
}
