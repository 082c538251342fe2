/** `AbortSignal.any` (Chromium 116): one signal that aborts with the first of several, for its reason. */
if (!('any' in AbortSignal)) {
  Object.defineProperty(AbortSignal, 'any', {
    configurable: true,
    writable: true,
    value: (signals: Iterable<AbortSignal>): AbortSignal => anyOf([...signals]),
  });
}

function anyOf(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: AbortSignal) => {
    controller.abort(signal.reason);
    for (const { signal: other, listener } of listeners) other.removeEventListener('abort', listener);
  };
  const listeners = signals.map((signal) => ({ signal, listener: () => stop(signal) }));
  const aborted = signals.find((signal) => signal.aborted);
  if (aborted !== undefined) {
    controller.abort(aborted.reason);
    return controller.signal;
  }
  for (const { signal, listener } of listeners) signal.addEventListener('abort', listener, { once: true });
  return controller.signal;
}

export {};
