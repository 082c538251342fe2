import { isStudentsHour } from './fortnight.ts';
import { KINDS, type Kind, type Part } from './session-load.ts';

/** What of Cartable's load is for one thing. */
export interface KindSummary {
  readonly kind: Kind;
  /** Sessions in which it was. */
  readonly sessions: number;
  readonly requests: number;
  readonly bytes: number;
  readonly bytesInStudentsHours: number;
  readonly cpuSeconds: number;
}

/** Where Cartable's requests, bytes and processor time go. */
export class LoadByKind {
  readonly #sums = new Map(
    KINDS.map((kind) => [kind, { sessions: 0, requests: 0, bytes: 0, bytesInStudentsHours: 0, cpuMs: 0 }]),
  );

  /** Adds a session at one minute. What is before the fortnight is not counted. */
  add(minute: number, parts: readonly Part[]): void {
    if (minute < 0) return;
    const inStudentsHours = isStudentsHour(Math.floor(minute));
    for (const kind of new Set(parts.map((part) => part.kind))) this.#sumOf(kind).sessions += 1;
    for (const { kind, load } of parts) {
      const sum = this.#sumOf(kind);
      sum.requests += load.requests;
      sum.bytes += load.bytes;
      sum.bytesInStudentsHours += inStudentsHours ? load.bytes : 0;
      sum.cpuMs += load.cpuMs;
    }
  }

  of(kind: Kind): KindSummary {
    const { sessions, requests, bytes, bytesInStudentsHours, cpuMs } = this.#sumOf(kind);
    return {
      kind,
      sessions,
      requests: Math.round(requests),
      bytes: Math.round(bytes),
      bytesInStudentsHours: Math.round(bytesInStudentsHours),
      cpuSeconds: Math.round(cpuMs / 1000),
    };
  }

  all(): readonly KindSummary[] {
    return KINDS.map((kind) => this.of(kind));
  }

  #sumOf(kind: Kind) {
    const sum = this.#sums.get(kind);
    if (sum === undefined) throw new Error(`no kind ${kind}`);
    return sum;
  }
}
