/** `Blob.bytes` and `Response.bytes` (Chromium 132). */
for (const kind of [Blob, Response]) {
  if ('bytes' in kind.prototype) continue;
  Object.defineProperty(kind.prototype, 'bytes', {
    configurable: true,
    writable: true,
    async value(this: Blob | Response): Promise<Uint8Array> {
      return new Uint8Array(await this.arrayBuffer());
    },
  });
}

export {};
