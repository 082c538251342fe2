import type { PDFDict } from 'pdf-lib';
import { numberIn, predictorOf } from './filters.ts';

export interface RowShape {
  readonly colours: number;
  readonly bitsPerComponent: number;
  readonly columns: number;
}

/** The rows that a filter's parameters describe (ISO 32000-1, table 8). */
export function rowShapeOf(parameters: PDFDict | undefined): RowShape {
  return {
    colours: numberIn(parameters, 'Colors', 1),
    bitsPerComponent: numberIn(parameters, 'BitsPerComponent', 8),
    columns: numberIn(parameters, 'Columns', 1),
  };
}

/**
 * Undoes the prediction that was applied to rows before they were packed.
 *
 * Returns undefined for what cannot be undone: an unknown predictor, or rows that are cut short.
 */
export function undoPredictor(bytes: Uint8Array, parameters: PDFDict | undefined): Uint8Array | undefined {
  const predictor = predictorOf(parameters);
  if (predictor === 1) return bytes;
  const shape = rowShapeOf(parameters);
  const { colours, bitsPerComponent, columns } = shape;
  if (![1, 2, 4, 8, 16].includes(bitsPerComponent) || !(colours >= 1 && colours <= 32) || !(columns >= 1))
    return undefined;
  if (predictor === 2) return bitsPerComponent === 8 ? undoTiff(bytes, shape) : undefined;
  return predictor >= 10 && predictor <= 15 ? undoPng(bytes, shape) : undefined;
}

/** Each sample is the difference to the one on its left. */
function undoTiff(bytes: Uint8Array, { colours, columns }: RowShape): Uint8Array {
  const rowBytes = colours * columns;
  const out = Uint8Array.from(bytes);
  for (let row = 0; row + rowBytes <= out.length; row += rowBytes) {
    for (let at = row + colours; at < row + rowBytes; at += 1) {
      out[at] = (out[at] as number) + (out[at - colours] as number);
    }
  }
  return out;
}

function undoPng(
  bytes: Uint8Array,
  { colours, bitsPerComponent, columns }: RowShape,
): Uint8Array | undefined {
  const rowBytes = Math.ceil((colours * bitsPerComponent * columns) / 8);
  const pixelBytes = Math.max(1, (colours * bitsPerComponent) >> 3);
  const rows = Math.ceil(bytes.length / (rowBytes + 1));
  const out = new Uint8Array(rows * rowBytes);
  let above = new Uint8Array(rowBytes);
  for (let row = 0; row < rows; row += 1) {
    const from = row * (rowBytes + 1);
    const line = out.subarray(row * rowBytes, (row + 1) * rowBytes);
    line.set(bytes.subarray(from + 1, from + 1 + rowBytes));
    if (!undoPngRow(bytes[from] as number, line, above, pixelBytes)) return undefined;
    above = line;
  }
  // A last row that is cut short is padded with what the predictor made of nothing: not pixels of the document.
  return bytes.length % (rowBytes + 1) === 0
    ? out
    : out.subarray(0, Math.floor(bytes.length / (rowBytes + 1)) * rowBytes);
}

function undoPngRow(type: number, line: Uint8Array, above: Uint8Array, pixelBytes: number): boolean {
  switch (type) {
    case 0:
      return true;
    case 1:
      for (let at = pixelBytes; at < line.length; at += 1)
        line[at] = (line[at] as number) + (line[at - pixelBytes] as number);
      return true;
    case 2:
      for (let at = 0; at < line.length; at += 1) line[at] = (line[at] as number) + (above[at] as number);
      return true;
    case 3:
      for (let at = 0; at < line.length; at += 1) {
        const left = at < pixelBytes ? 0 : (line[at - pixelBytes] as number);
        line[at] = (line[at] as number) + ((left + (above[at] as number)) >> 1);
      }
      return true;
    case 4:
      for (let at = 0; at < line.length; at += 1) {
        const [left, upLeft] =
          at < pixelBytes ? [0, 0] : [line[at - pixelBytes] as number, above[at - pixelBytes] as number];
        line[at] = (line[at] as number) + paeth(left, above[at] as number, upLeft);
      }
      return true;
    default:
      return false;
  }
}

/** The neighbour that is closest to left + up - upLeft (PNG specification, 9.4). */
function paeth(left: number, up: number, upLeft: number): number {
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
