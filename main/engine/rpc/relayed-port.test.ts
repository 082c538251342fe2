import { expect, test } from 'vitest';
import { RelayedPort } from './relayed-port.ts';

function open() {
  const sent: unknown[] = [];
  const heard: unknown[] = [];
  const port = new RelayedPort((payload) => sent.push(payload));
  return { port, sent, heard, listen: () => port.on('message', (event) => heard.push(event?.data)) };
}

test('text and bytes pass as they are, both ways', () => {
  const { port, sent, heard, listen } = open();
  const bytes = new Uint8Array([0, 255]);
  listen();
  port.receive('é');
  port.receive(bytes);
  port.postMessage(bytes);
  expect(heard).toEqual(['é', bytes]);
  expect(sent).toEqual([bytes]);
});

test('what comes before anyone listens is not lost, and keeps its order', () => {
  const { port, heard, listen } = open();
  port.receive('first');
  port.receive('second');
  listen();
  port.receive('third');
  expect(heard).toEqual(['first', 'second', 'third']);
});

test('a port whose window has gone says so once, and carries nothing any more', () => {
  const { port, sent, heard, listen } = open();
  let closed = 0;
  port.on('close', () => {
    closed += 1;
  });
  listen();
  port.close();
  port.close();
  port.receive('late');
  port.postMessage('late');
  expect({ closed, heard, sent }).toEqual({ closed: 1, heard: [], sent: [] });
});
