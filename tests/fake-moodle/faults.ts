import { htmlPage, printed, type Reply } from './http/exchange.ts';
import type { SiteConfig } from './site/database.ts';

/** What goes wrong between PHP and the client, or in PHP itself. Sizes are bytes of the body, times ms. */
export type Fault =
  /** A proxy in front refuses, and PHP never hears of it. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** An error page, or a captive portal, with status 200; PHP never hears of it. */
  | { readonly kind: 'html' }
  /** `admin/cli/maintenance.php --enable`: every script answers 503 with a page (lib/setup.php). */
  | { readonly kind: 'cli-maintenance' }
  /** PHP dies of its memory limit before it prints: nothing was done. */
  | { readonly kind: 'empty'; readonly status?: number }
  /** PHP dies while it prints: everything was done, and the reply ends in its middle. */
  | { readonly kind: 'truncated'; readonly afterBytes: number }
  /** PHP dies in the middle of mod_assign_save_grades: so many grades were kept, and nothing is said. */
  | { readonly kind: 'dies-after-grades'; readonly grades: number }
  /** Everything was done, and the connection breaks at this byte of the reply; 0: before its head. */
  | { readonly kind: 'reset'; readonly atByte: number }
  /** The connection breaks once so many bytes of the request have come in: PHP never hears of it. Aim it at a script. */
  | { readonly kind: 'reset-request'; readonly atByte: number }
  /** The reply comes late, and in pieces of `bytesPerTurn` every `turnMs`. */
  | {
      readonly kind: 'slow';
      readonly delayMs: number;
      readonly bytesPerTurn?: number;
      readonly turnMs?: number;
    }
  /** PHP refuses an upload: `upload_error_ini_size`, `upload_error_partial`, … (webservice/upload.php). */
  | { readonly kind: 'upload-error'; readonly errorcode: string };

/** Which requests a fault strikes: all that fit, or so many of them after some that pass. */
export interface Aim {
  /** A script (`/webservice/upload.php`) or a function (`mod_assign_save_grades`). Absent: everything. */
  readonly at?: string | RegExp;
  readonly skip?: number;
  readonly times?: number;
}

interface ArmedFault {
  readonly fault: Fault;
  readonly at: string | RegExp | undefined;
  skip: number;
  times: number;
}

/** The faults that are set; each request meets at most one. */
export class Faults {
  readonly #armed: ArmedFault[] = [];
  #limit: { readonly requests: number; readonly perMs: number; passed: number[] } | null = null;

  set(fault: Fault, { at, skip = 0, times = Number.POSITIVE_INFINITY }: Aim = {}): void {
    this.#armed.push({ fault, at, skip, times });
  }

  clear(): void {
    this.#armed.length = 0;
    this.#limit = null;
  }

  /** A proxy that passes so many requests in any `perMs`, and answers 429 to those beyond. */
  limit(requests: number, perMs: number): void {
    this.#limit = { requests, perMs, passed: [] };
  }

  /** Null: the request passes, and counts. */
  takeLimit(nowMs: number): Fault | null {
    if (this.#limit === null) return null;
    const { requests, perMs } = this.#limit;
    const passed = this.#limit.passed.filter((at) => at > nowMs - perMs);
    const [oldest = nowMs] = passed;
    this.#limit.passed = passed;
    if (passed.length < requests) {
      passed.push(nowMs);
      return null;
    }
    return { kind: 'status', status: 429, retryAfter: String(Math.ceil((oldest + perMs - nowMs) / 1000)) };
  }

  /**
   * @param names the script and the functions of one request
   * @param when whether its body is still to come, and its functions are not known, or it has come whole
   */
  take(names: readonly string[], when: 'before' | 'after'): Fault | null {
    for (const armed of this.#armed) {
      const { at } = armed;
      if ((armed.fault.kind === 'reset-request') !== (when === 'before')) continue;
      const fits = names.some(
        (name) => at === undefined || (typeof at === 'string' ? name === at : at.test(name)),
      );
      if (!fits || armed.times <= 0) continue;
      if (armed.skip > 0) armed.skip -= 1;
      else {
        armed.times -= 1;
        return armed.fault;
      }
    }
    return null;
  }
}

/** The reply of those faults that come before PHP; null: PHP is reached. */
export function replyInstead(fault: Fault | null): Reply | null {
  switch (fault?.kind) {
    case 'status': {
      const reply = htmlPage(fault.status, String(fault.status), '<h1>nginx</h1>');
      return fault.retryAfter === undefined
        ? reply
        : { ...reply, headers: { ...reply.headers, 'Retry-After': fault.retryAfter } };
    }
    case 'html':
      return htmlPage(200, 'Portail', '<p>Identifiez-vous pour accéder au réseau.</p>');
    case 'cli-maintenance': {
      const reply = htmlPage(503, 'Site en maintenance', '<p>Ce site est en maintenance.</p>');
      return {
        ...reply,
        headers: { ...reply.headers, 'Retry-After': '300', Expires: 'Mon, 20 Aug 1969 09:23:00 GMT' },
      };
    }
    case 'empty':
      return printed(fault.status ?? 200, 'text/html; charset=utf-8', '');
    default:
      return null;
  }
}

/** Lets PHP die while `run` saves grades. */
export function withDeath(config: SiteConfig, fault: Fault | null, run: () => Reply): Reply {
  config.gradesBeforeDeath = fault?.kind === 'dies-after-grades' ? fault.grades : null;
  try {
    return run();
  } finally {
    config.gradesBeforeDeath = null;
  }
}
