import { createHash } from 'node:crypto';
import { UploadMisplaced } from '../../../main/engine/connectors/adapter-types.ts';

/** Where the ENT keeps which documents it has: that goes back in time with it, bytes do not. */
interface Shelf {
  lacks(sha256: string): boolean;
  store(sha256: string): void;
}

interface Upload {
  readonly sha256: string;
  readonly sizeBytes: number;
  bytes: Buffer;
}

/** How a request came: `isLate`, when its sender had given it up. `stopBefore` (0 to 3): quarters of it that arrived; null, all. */
export interface Arrival {
  readonly isLate: boolean;
  readonly stopBefore: number | null;
}

/**
 * The documents of the model ENT, to their bytes.
 *
 * It watches what devices send: never bytes that it has already (I6), never others than they announced (I9).
 */
export class ModelDocuments {
  readonly violations: string[] = [];
  readonly #shelf: Shelf;
  readonly #bytes = new Map<string, Buffer>();
  readonly #uploads = new Map<string, Upload>();
  /** Uploads and documents that came by a request which its sender believed lost: it could not know. */
  readonly #late = new Set<string>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** The bytes of a document that the ENT has; undefined when it lacks it. */
  read(sha256: string): Buffer | undefined {
    return this.#shelf.lacks(sha256) ? undefined : this.#bytes.get(sha256);
  }

  /** Takes a whole document. */
  take(sha256: string, bytes: Buffer, { isLate }: Arrival): void {
    if (isLate) this.#late.add(sha256);
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (actual !== sha256) this.violations.push(`I9 ${sha256} came with other bytes`);
    this.#bytes.set(sha256, bytes);
    this.#shelf.store(sha256);
  }

  /** A device is about to send a document whole. */
  willSend(sha256: string): void {
    if (!this.#shelf.lacks(sha256) && !this.#late.has(sha256))
      this.violations.push(`I6 ${sha256} is sent, and the ENT has it`);
  }

  begin({ sha256, sizeBytes }: { sha256: string; sizeBytes: number }): string {
    const url = `upload-${this.#uploads.size + 1}`;
    this.#uploads.set(url, { sha256, sizeBytes, bytes: Buffer.alloc(0) });
    return url;
  }

  offset(url: string): number | null {
    return this.#uploads.get(url)?.bytes.length ?? null;
  }

  /** A device is about to send bytes of an upload from `from` on. */
  willAppend(url: string, from: number): void {
    const upload = this.#uploads.get(url);
    if (upload !== undefined && from < upload.bytes.length && !this.#late.has(url))
      this.violations.push(
        `I6 bytes of ${url} from ${from} are sent, and the ENT has ${upload.bytes.length}`,
      );
  }

  /** What arrived of a piece stays. @throws UploadMisplaced */
  append(url: string, from: number, piece: Buffer, arrival: Arrival): number {
    const upload = this.#uploads.get(url);
    if (arrival.isLate) this.#late.add(url);
    if (upload === undefined) throw new UploadMisplaced(null);
    if (from !== upload.bytes.length) throw new UploadMisplaced(upload.bytes.length);
    const { stopBefore } = arrival;
    const kept = stopBefore === null ? piece : piece.subarray(0, Math.floor((piece.length * stopBefore) / 4));
    upload.bytes = Buffer.concat([upload.bytes, kept]);
    if (upload.bytes.length === upload.sizeBytes) this.take(upload.sha256, upload.bytes, arrival);
    return upload.bytes.length;
  }

  /** The ENT has gone back in time: what was on its way is forgotten, and nobody can know what it has. */
  forgetUploads(): void {
    this.#uploads.clear();
  }
}
