/** `for await (const chunk of stream)` (Chromium 124). Leaving the loop early cancels the stream, as it should. */
async function* chunksOf<Chunk>(
  this: ReadableStream<Chunk>,
  { preventCancel = false } = {},
): AsyncGenerator<Chunk> {
  const reader = this.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isDone && !preventCancel) await reader.cancel();
    reader.releaseLock();
  }
}

if (!(Symbol.asyncIterator in ReadableStream.prototype)) {
  for (const name of ['values', Symbol.asyncIterator]) {
    Object.defineProperty(ReadableStream.prototype, name, {
      configurable: true,
      writable: true,
      value: chunksOf,
    });
  }
}

export {};
