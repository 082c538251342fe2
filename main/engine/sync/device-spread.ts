import { createHmac } from 'node:crypto';

/**
 * A device's share of a range on a day: the same whenever it is asked, another one tomorrow, and evenly spread over devices.
 *
 * @returns whole milliseconds in [0, rangeMs[
 */
export function deviceSpreadMs(deviceId: string, date: string, rangeMs: number): number {
  const range = Math.floor(rangeMs);
  if (range <= 0) return 0;
  const number = createHmac('sha256', deviceId).update(date).digest().readUIntBE(0, 6);
  return number % range;
}
