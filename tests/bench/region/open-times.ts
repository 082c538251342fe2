import { isStudentsHour, msOf } from './fortnight.ts';
import type { OpenTime } from './work.ts';

/** When one teacher's Cartable is open: in order, and apart from each other. */
export class OpenTimes {
  readonly #times: readonly OpenTime[];

  constructor(times: readonly OpenTime[]) {
    this.#times = times;
  }

  isOpen(nowMs: number): boolean {
    return this.#at(nowMs) !== undefined;
  }

  /** Begin of the time in which it is open, epoch ms; `nowMs` when it is closed. */
  since(nowMs: number): number {
    const open = this.#at(nowMs);
    return open === undefined ? nowMs : msOf(open.from);
  }

  /** End of the time in which it is open, epoch ms; `nowMs` when it is closed. */
  closesAt(nowMs: number): number {
    const open = this.#at(nowMs);
    return open === undefined ? nowMs : msOf(open.to);
  }

  opensAfter(nowMs: number): number | null {
    const next = this.#times.find(({ from }) => msOf(from) > nowMs);
    return next === undefined ? null : msOf(next.from);
  }

  /** True when it was open for a minute outside of the students' hours. Minutes since the fortnight began. */
  wasOpenOutsideStudentsHours(from: number, to: number): boolean {
    return this.#times.some((open) => {
      const end = Math.min(open.to, to);
      for (let minute = Math.max(open.from, Math.ceil(from)); minute < end; minute += 1)
        if (!isStudentsHour(minute)) return true;
      return false;
    });
  }

  #at(nowMs: number): OpenTime | undefined {
    return this.#times.find(({ from, to }) => msOf(from) <= nowMs && nowMs < msOf(to));
  }
}
