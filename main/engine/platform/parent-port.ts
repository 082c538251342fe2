/** A child's end of the line to the process that started it. */
export interface ParentPort {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What Electron adds to `process` in a utility process; described here so that the engine never imports Electron. */
interface UtilityProcessPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * Connects a child's entry to its parent.
 *
 * Works under `fork` and in a utility process. When the parent goes away the child leaves too: an orphan would hold
 * files and memory that nobody watches. Throws if this process has no parent to talk to.
 */
export function connectToParent(): ParentPort {
  const utility = (process as unknown as { parentPort?: UtilityProcessPort }).parentPort;
  if (utility !== undefined) {
    return {
      postMessage: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', (event) => listener(event.data)),
    };
  }
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('this entry is started by Cartable, not by hand');
  process.once('disconnect', () => process.exit(0));
  return {
    postMessage: (message) => {
      send(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}
