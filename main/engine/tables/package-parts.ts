import { unzipSync } from 'fflate';
import { CartableError } from '../platform/cartable-error.ts';
import { TABLE_LIMITS } from './table.ts';

/**
 * Some parts of a packed file of Office or OpenDocument, unpacked; those that it lacks are left out.
 *
 * Never more than it announces is unpacked of a part, nor more than `mostBytes`; of all together, `mostTogether`.
 * @throws CartableError `exchange/not-a-table`, `exchange/too-large`
 */
export function unpackParts(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  mostBytes: number = TABLE_LIMITS.unpackedBytes,
  mostTogether: number = Number.POSITIVE_INFINITY,
): Map<string, string> {
  let parts: Record<string, Uint8Array>;
  let together = 0;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isWanted(name)) return false;
        together += originalSize;
        if (originalSize > mostBytes || together > mostTogether) throw tooLarge();
        return true;
      },
    });
  } catch (error) {
    if (error instanceof CartableError) throw error;
    throw notATable();
  }
  return new Map(Object.entries(parts).map(([name, part]) => [name, Buffer.from(part).toString('utf8')]));
}

export function notATable(): CartableError {
  return new CartableError('exchange/not-a-table', {}, 'after-user');
}

export function tooLarge(): CartableError {
  return new CartableError('exchange/too-large', { maxRows: TABLE_LIMITS.rows }, 'after-user');
}
