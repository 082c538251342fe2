import type { Load } from './assumptions.ts';
import { DAY_MINUTES, isStudentsHour, MINUTES } from './fortnight.ts';

/** What an ENT is asked, minute by minute. */
export class LoadCurve {
  readonly requests = new Float64Array(MINUTES);
  readonly bytes = new Float64Array(MINUTES);
  readonly cpuMs = new Float64Array(MINUTES);
  /** Of the days before the fortnight, which no curve shows. */
  bytesBefore = 0;

  /** Adds work at one minute. What is before the fortnight is not counted. */
  add(minute: number, { requests, bytes, cpuMs }: Load): void {
    if (minute < 0) {
      this.bytesBefore += bytes;
      return;
    }
    const at = Math.min(Math.floor(minute), MINUTES - 1);
    this.requests[at] = (this.requests[at] ?? 0) + requests;
    this.bytes[at] = (this.bytes[at] ?? 0) + bytes;
    this.cpuMs[at] = (this.cpuMs[at] ?? 0) + cpuMs;
  }

  /** Adds another curve, minute by minute. */
  addAll(other: LoadCurve): void {
    for (let minute = 0; minute < MINUTES; minute += 1)
      this.add(minute, {
        requests: other.requests[minute] ?? 0,
        bytes: other.bytes[minute] ?? 0,
        cpuMs: other.cpuMs[minute] ?? 0,
      });
  }
}

/** Sums over the fortnight, and what the region looks at. */
export interface LoadSummary {
  readonly requests: number;
  readonly bytes: number;
  readonly bytesInStudentsHours: number;
  readonly requestsInStudentsHours: number;
  readonly cpuSeconds: number;
  /** Of the busiest minute of the surge Monday, a second. */
  readonly surgeMondayPeakPerSecond: number;
  /** Of the busiest minute of all, a second. */
  readonly peakPerSecond: number;
}

export function summaryOf(curve: LoadCurve): LoadSummary {
  const total = (values: Float64Array, isCounted: (minute: number) => boolean = () => true) =>
    values.reduce((sum, value, minute) => (isCounted(minute) ? sum + value : sum), 0);
  const monday = curve.requests.subarray(7 * DAY_MINUTES, 8 * DAY_MINUTES);
  return {
    requests: Math.round(total(curve.requests)),
    bytes: Math.round(total(curve.bytes)),
    bytesInStudentsHours: Math.round(total(curve.bytes, isStudentsHour)),
    requestsInStudentsHours: Math.round(total(curve.requests, isStudentsHour)),
    cpuSeconds: Math.round(total(curve.cpuMs) / 1000),
    surgeMondayPeakPerSecond: peak(monday),
    peakPerSecond: peak(curve.requests),
  };
}

function peak(perMinute: Float64Array): number {
  return Math.round((perMinute.reduce((most, value) => Math.max(most, value), 0) / 60) * 100) / 100;
}
