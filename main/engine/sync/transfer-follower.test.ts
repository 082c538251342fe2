import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SyncProgress } from '../../../preload/contract/sync.ts';
import { TransferFollower } from './transfer-follower.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow() {
  const traffic = { requests: 0, bytesUp: 0, bytesDown: 0 };
  const told: SyncProgress[] = [];
  const follower = new TransferFollower('s', traffic, (progress) => told.push(progress));
  return { traffic, told, follower, last: () => told.at(-1) };
}

const TOTAL = { documentsTotal: 12, bytesTotal: 3_600_000 };

test('how many documents there are is told at once, however soon after the step', () => {
  const { told, follower } = follow();
  follower.begin('sending-documents');
  follower.follow({ documents: 0, bytes: 0, ...TOTAL });
  expect(told.map(({ documentsTotal }) => documentsTotal)).toEqual([0, 12]);
  follower.stop();
});

test('while a bundle is on the line its bytes are told as they pass, and never more than there are', () => {
  const { traffic, follower, last } = follow();
  follower.begin('sending-documents');
  traffic.bytesUp = 500;
  follower.follow({ documents: 0, bytes: 0, ...TOTAL });
  traffic.bytesUp += 1_000_000;
  vi.advanceTimersByTime(600);
  expect(last()).toMatchObject({ documentsDone: 0, bytesDone: 1_000_000 });
  traffic.bytesUp += 5_000_000;
  vi.advanceTimersByTime(600);
  expect(last()).toMatchObject({ bytesDone: 3_600_000 });
  follower.follow({ documents: 6, bytes: 1_800_000, ...TOTAL });
  vi.advanceTimersByTime(600);
  expect(last()).toMatchObject({ documentsDone: 6, bytesDone: 1_800_000 });
  follower.stop();
});

test('what comes down counts while documents are fetched; nothing is told while nothing passes, or after the end', () => {
  const { traffic, told, follower, last } = follow();
  follower.begin('fetching-documents');
  follower.follow({ documents: 0, bytes: 0, ...TOTAL });
  traffic.bytesDown = 70_000;
  traffic.bytesUp = 900;
  vi.advanceTimersByTime(600);
  expect(last()).toMatchObject({ bytesDone: 70_000, bytesUp: 900 });
  const count = told.length;
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(count);
  follower.stop();
  traffic.bytesDown = 80_000;
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(count);
});
