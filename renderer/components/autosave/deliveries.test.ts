import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { Deliveries } from './deliveries.ts';

interface Sent {
  readonly text: string;
  readonly saveId: string;
}

/** An engine that answers as the test says, one outcome a question; then always well. */
function engineThat(...outcomes: (string | null)[]) {
  const sent: Sent[] = [];
  const taken: string[] = [];
  const deliveries = new Deliveries<{ text: string }, string>({
    send: async (input) => {
      sent.push(input);
      const code = outcomes.shift() ?? null;
      if (code !== null) throw new ORPCError(code, { defined: true, data: { params: {}, retry: 'later' } });
      return `saved: ${input.text}`;
    },
    take: (answer) => taken.push(answer),
  });
  const deliver = async (text: string) => deliveries.deliver(() => ({ text })).catch(() => undefined);
  return { deliver, sent, taken, deliveries, texts: () => sent.map(({ text }) => text) };
}

test('a save whose engine died is sent again to the letter, under its name, before what was typed since', async () => {
  const { deliver, sent, taken, deliveries, texts } = engineThat('engine/restarted');
  await deliver('un');
  expect(deliveries.isOpen).toBe(true);
  await deliver('un deux');
  expect(texts()).toEqual(['un', 'un', 'un deux']);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]?.saveId).not.toBe(sent[0]?.saveId);
  expect(taken).toEqual(['saved: un', 'saved: un deux']);
  expect(deliveries.isOpen).toBe(false);
});

test('it stays what is sent first for as long as nobody knows, whatever else keeps it from being saved', async () => {
  const { deliver, texts } = engineThat('engine/restarted', 'store/busy', 'lock/locked');
  for (const text of ['un', 'deux', 'trois', 'quatre']) await deliver(text);
  expect(texts()).toEqual(['un', 'un', 'un', 'un', 'quatre']);
});

test('a save that was refused, or did not fit on the disk, is not sent again: what is typed since takes its place', async () => {
  const { deliver, texts, deliveries } = engineThat('store/disk-full', 'input/invalid');
  await deliver('un');
  expect(deliveries.isOpen).toBe(false);
  await deliver('deux');
  await deliver('trois');
  expect(texts()).toEqual(['un', 'deux', 'trois']);
});

test('one that is refused when it is sent again keeps nothing newer back', async () => {
  const { deliver, texts } = engineThat('engine/restarted', 'store/not-found');
  for (const text of ['un', 'deux', 'trois']) await deliver(text);
  expect(texts()).toEqual(['un', 'un', 'trois']);
});
