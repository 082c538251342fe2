import type { DialOverrides } from './dial.ts';
import type { EntStatistics } from './statistics.ts';

/** What the server's process says to the one that started it. */
export type EntMessage =
  /** A first start: the demo's documents are being made. */
  | { readonly type: 'preparing'; readonly done: number; readonly total: number }
  | { readonly type: 'listening'; readonly url: string; readonly login: string; readonly password: string }
  | { readonly type: 'failed'; readonly message: string; readonly code?: string }
  | { readonly type: 'statistics'; readonly statistics: EntStatistics };

/** What it may be asked. */
export type EntRequest =
  | { readonly type: 'statistics' }
  | { readonly type: 'dial'; readonly overrides: DialOverrides };
