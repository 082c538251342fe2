/** Bits in a row, from the lowest of each byte on. */
export class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  #waiting = 0;
  #count = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(expectedBytes + 64);
  }

  /** Adds the lowest `count` bits of `value`, sixteen at most. */
  add(value: number, count: number): void {
    this.#waiting |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#byte(this.#waiting & 0xff);
      this.#waiting >>>= 8;
      this.#count -= 8;
    }
  }

  /** The bytes, the last one filled up with zeros. */
  finish(): Uint8Array {
    if (this.#count > 0) this.add(0, 8 - this.#count);
    return this.#bytes.subarray(0, this.#length);
  }

  #byte(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}
