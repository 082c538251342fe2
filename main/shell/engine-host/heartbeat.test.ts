import { expect, test } from 'vitest';
import { Heartbeat, PING_INTERVAL_MS } from './heartbeat.ts';

/** Ticks `count` times from `from`, and says what was decided. */
function tick(heartbeat: Heartbeat, count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => heartbeat.tick(from + index * PING_INTERVAL_MS));
}

test('an engine that leaves three pings unanswered is held for hung at the next tick', () => {
  expect(tick(new Heartbeat(), 4)).toEqual(['ping', 'ping', 'ping', 'hung']);
});

test('an answer, however late, starts the count again', () => {
  const heartbeat = new Heartbeat();
  tick(heartbeat, 3);
  heartbeat.heard();
  expect(tick(heartbeat, 4, 15_000)).toEqual(['ping', 'ping', 'ping', 'hung']);
});

test('nothing is held against an engine while the computer sleeps', () => {
  const heartbeat = new Heartbeat();
  tick(heartbeat, 3);
  heartbeat.suspend();
  expect(tick(heartbeat, 5, 15_000)).toEqual(Array(5).fill('wait'));
  heartbeat.resume();
  expect(tick(heartbeat, 4, 40_000)).toEqual(['ping', 'ping', 'ping', 'hung']);
});

test('a sleep that nobody announced is known by the late tick', () => {
  const heartbeat = new Heartbeat();
  tick(heartbeat, 3);
  expect(heartbeat.tick(3_600_000)).toBe('ping');
});

test('an engine that says it is no longer busy is watched again at once', () => {
  const heartbeat = new Heartbeat();
  heartbeat.expectSilence(600_000);
  expect(tick(heartbeat, 2)).toEqual(['wait', 'wait']);
  heartbeat.expectSilence(10_000);
  expect(tick(heartbeat, 4, 10_000)).toEqual(['ping', 'ping', 'ping', 'hung']);
});

test('an engine that says it will be busy is left in peace for as long, and no longer', () => {
  const heartbeat = new Heartbeat();
  heartbeat.expectSilence(20_000);
  expect(tick(heartbeat, 8)).toEqual(['wait', 'wait', 'wait', 'wait', 'ping', 'ping', 'ping', 'hung']);
});
