import type { Socket } from 'node:net';

/** Calls back once: when the socket is ready, or with the reason why it will not be. */
export function whenReady(
  { socket, event, limitMs }: { socket: Socket; event: 'connect' | 'secureConnect'; limitMs: number },
  onSettled: (error: Error | null) => void,
): void {
  const settle = (error: Error | null) => {
    clearTimeout(timer);
    socket.off(event, onReady).off('error', onError).off('close', onClose);
    if (error !== null) {
      socket.on('error', () => undefined);
      socket.destroy();
    }
    onSettled(error);
  };
  const onReady = () => settle(null);
  const onError = (error: Error) => settle(error);
  const onClose = () => settle(codedError('ECONNRESET'));
  const timer = setTimeout(() => settle(codedError('ETIMEDOUT')), limitMs);
  socket.once(event, onReady).once('error', onError).once('close', onClose);
}

function codedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
